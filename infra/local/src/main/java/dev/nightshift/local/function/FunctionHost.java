package dev.nightshift.local.function;

import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.function.InvocationResult.Unknown;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The functions there are: the template's, hosted in this process, and those that other programs
 * host. Each invocation runs on a thread of its own.
 *
 * <p>Nobody shall mistake the host's own beginning or end for a failure of a function. So
 * invocations wait until {@link #open}; {@link #drain} lets the running ones end and makes new ones
 * wait once more; {@link #close} gives up the first and refuses the others.
 */
public final class FunctionHost implements AutoCloseable {
    /** The most bytes of JSON that Lambda takes, and the most that it gives back. */
    public static final int LARGEST_PAYLOAD = 6_291_456;

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(15);

    private final List<Callee> functions;
    private final Timeline time;
    private final Gate gate = new Gate();
    private final Meter meter = new Meter();
    private final Set<FutureTask<InvocationResult>> running = ConcurrentHashMap.newKeySet();

    /**
     * A host of these functions, none of which is made yet. Invocations wait until it is opened.
     *
     * @param elsewhere functions that other programs host; each takes the place of the template's
     *     function that goes by its name
     * @param surroundings properties that every function's context gets besides its environment
     * @param time gives functions the present; how long they may run is real time, so that none is
     *     hurried while one runs
     */
    public FunctionHost(
            List<LambdaFunction> functions,
            List<Binding> elsewhere,
            Map<String, Object> surroundings,
            Timeline time) {
        this.time = time;
        this.functions =
                Stream.<Callee>concat(
                                elsewhere.stream().map(one -> external(one, functions)),
                                functions.stream()
                                        .map(
                                                one ->
                                                        new HostedFunction(
                                                                one,
                                                                Map.copyOf(surroundings),
                                                                time)))
                        .toList();
    }

    private static ExternalFunction external(Binding binding, List<LambdaFunction> functions) {
        return functions.stream()
                .filter(one -> one.isCalled(binding.name()))
                .findFirst()
                .map(
                        one ->
                                new ExternalFunction(
                                        binding,
                                        Set.of(one.logicalId(), one.name()),
                                        one.timeout()))
                .orElseGet(() -> new ExternalFunction(binding, Set.of(), LONGEST_TIMEOUT));
    }

    /**
     * Asks a function and waits for its answer, no longer than its timeout.
     *
     * @param reference its logical id, its name or its ARN, with {@code :$LATEST} or without
     * @param json the request; empty means null
     */
    public InvocationResult invoke(String reference, String json) {
        Optional<Refused> refused = refusal(reference, json, LARGEST_PAYLOAD);
        if (refused.isPresent()) {
            return refused.get();
        }
        try (var _ = time.beginWork()) {
            return gate.enter()
                    ? runInside(find(reference).orElseThrow(), json.isBlank() ? "null" : json)
                    : closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return closed();
        }
    }

    /** Why a request cannot be given to a function; nothing where it can. */
    Optional<Refused> refusal(String reference, String json, int largest) {
        Optional<Refused> unknown = refusal(reference);
        if (unknown.isPresent()) {
            return unknown;
        }
        if (Payload.size(json) > largest) {
            return refused(
                    Refusal.TOO_LARGE,
                    "Request must be smaller than %d bytes for the InvokeFunction operation"
                            .formatted(largest));
        }
        return json.isBlank() || Payload.parse(json).isPresent()
                ? Optional.empty()
                : refused(Refusal.NOT_JSON, "Could not parse request body into json");
    }

    /** Why no function goes by this; nothing where one does. */
    public Optional<Refused> refusal(String reference) {
        if (FunctionName.parse(reference).isEmpty()) {
            return refused(
                    Refusal.NO_NAME,
                    "1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint: Member must be a function's name or ARN"
                            .formatted(reference));
        }
        return find(reference).isPresent()
                ? Optional.empty()
                : refused(Refusal.NO_SUCH_FUNCTION, "Function not found: " + reference);
    }

    private static Optional<Refused> refused(Refusal refusal, String message) {
        return Optional.of(new Refused(refusal, message));
    }

    /** Lets invocations begin. */
    public void open() {
        gate.open();
    }

    /** Lets no more invocations begin and gives the running ones this long to end. */
    public void drain(Duration patience) {
        try {
            gate.drain(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives up what still runs and closes the functions' contexts. */
    @Override
    public void close() {
        gate.close();
        running.forEach(task -> task.cancel(true));
        functions.forEach(Callee::close);
    }

    /** How often each function ran, and for how long in all, by its logical id. */
    public Map<String, Ran> ran() {
        return meter.ran();
    }

    private InvocationResult runInside(Callee function, String json) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        long begun = System.nanoTime();
        FutureTask<InvocationResult> task =
                new FutureTask<>(() -> bounded(function.call(json, requestId)));
        running.add(task);
        try {
            function.threads().newThread(task).start();
            return task.get(function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return ErrorReport.timedOut(requestId, function.timeout());
        } catch (CancellationException e) {
            return closed();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            task.cancel(true);
            running.remove(task);
            meter.note(function.name(), Duration.ofNanos(System.nanoTime() - begun));
            gate.leave();
        }
    }

    /**
     * What a function has done.
     *
     * @param time of all its calls together, by the clock on the wall
     */
    public record Ran(long calls, Duration time) {}

    private static InvocationResult bounded(InvocationResult result) {
        int bytes =
                switch (result) {
                    case Success(String json) -> Payload.size(json);
                    case FunctionError(String json) -> Payload.size(json);
                    case Unknown _, Refused _ -> 0;
                };
        return bytes <= LARGEST_PAYLOAD ? result : ErrorReport.tooLarge(bytes);
    }

    private static Refused closed() {
        return new Refused(Refusal.CLOSED, "The local stack is closing");
    }

    private Optional<Callee> find(String reference) {
        return FunctionName.parse(reference)
                .flatMap(name -> functions.stream().filter(one -> one.isCalled(name)).findFirst());
    }
}
