package dev.nightshift.local.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.local.function.InvocationResult.FunctionError;
import dev.nightshift.local.function.InvocationResult.Refusal;
import dev.nightshift.local.function.InvocationResult.Refused;
import dev.nightshift.local.function.InvocationResult.Success;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts the template's functions in this process. A function runs on a platform thread of its own:
 * one that computes for minutes must not hold up the servers, which live on virtual ones.
 *
 * <p>Nobody shall mistake the host's own beginning or end for a failure of a function. So
 * invocations wait until {@link #open}; {@link #drain} lets the running ones end and makes new ones
 * wait once more; {@link #close} gives up the first and refuses the others.
 */
public final class FunctionHost implements AutoCloseable {
    /** The most bytes of JSON that Lambda takes, and the most that it gives back. */
    public static final int LARGEST_PAYLOAD = 6_291_456;

    private static final Logger LOG = LoggerFactory.getLogger(FunctionHost.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<HostedFunction> functions;
    private final Timeline time;
    private final Gate gate = new Gate();
    private final Set<FutureTask<InvocationResult>> running = ConcurrentHashMap.newKeySet();

    /**
     * A host of these functions, none of which is made yet. Invocations wait until it is opened.
     *
     * @param surroundings properties that every function's context gets besides its environment
     * @param time gives functions the present; how long they may run is real time, so that none is
     *     hurried while one runs
     */
    public FunctionHost(
            List<LambdaFunction> functions, Map<String, Object> surroundings, Timeline time) {
        this.time = time;
        this.functions =
                functions.stream()
                        .map(one -> new HostedFunction(one, Map.copyOf(surroundings), time))
                        .toList();
    }

    /**
     * Asks a function and waits for its answer, no longer than its timeout.
     *
     * @param reference its logical id, its name or its ARN, with {@code :$LATEST} or without
     * @param json the request; empty means null
     */
    public InvocationResult invoke(String reference, String json) {
        Optional<HostedFunction> function = find(reference);
        if (function.isEmpty()) {
            return new Refused(Refusal.NO_SUCH_FUNCTION, "Function not found: " + reference);
        }
        if (size(json) > LARGEST_PAYLOAD) {
            return new Refused(
                    Refusal.TOO_LARGE,
                    "Request must be smaller than %d bytes for the InvokeFunction operation"
                            .formatted(LARGEST_PAYLOAD));
        }
        String request = json.isBlank() ? "null" : json;
        if (!isJson(request)) {
            return new Refused(Refusal.NOT_JSON, "Could not parse request body into json");
        }
        try (var _ = time.beginWork()) {
            return gate.enter() ? runInside(function.get(), request) : closed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return closed();
        }
    }

    /** Lets invocations begin. */
    public void open() {
        gate.open();
    }

    /** Whether a function goes by this. */
    public boolean has(String reference) {
        return find(reference).isPresent();
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
        functions.forEach(HostedFunction::close);
    }

    private InvocationResult runInside(HostedFunction function, String json)
            throws InterruptedException {
        LocalContext invocation =
                new LocalContext(function.declared(), UUID.randomUUID().toString());
        FutureTask<InvocationResult> task =
                new FutureTask<>(() -> answer(function, json, invocation));
        running.add(task);
        try {
            function.threads().newThread(task).start();
            return task.get(function.declared().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return timedOut(function.declared(), invocation);
        } catch (CancellationException e) {
            return closed();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            task.cancel(true);
            running.remove(task);
            gate.leave();
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static InvocationResult answer(
            HostedFunction function, String json, LocalContext invocation) {
        try {
            String answer = function.handle(json, invocation);
            return size(answer) <= LARGEST_PAYLOAD ? new Success(answer) : tooLarge(answer);
        } catch (Throwable e) {
            // Whatever a function throws is its answer, an Error as well.
            LOG.info("{} failed with {}", function.declared().logicalId(), e.getClass().getName());
            return new FunctionError(ErrorReport.of(e));
        }
    }

    private static FunctionError tooLarge(String answer) {
        return new FunctionError(
                ErrorReport.of(
                        "Function.ResponseSizeTooLarge",
                        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
                                .formatted(size(answer), LARGEST_PAYLOAD)));
    }

    private static FunctionError timedOut(LambdaFunction function, LocalContext invocation) {
        return new FunctionError(
                ErrorReport.of(
                        "Sandbox.Timedout",
                        String.format(
                                Locale.ROOT,
                                "RequestId: %s Error: Task timed out after %.2f seconds",
                                invocation.getAwsRequestId(),
                                function.timeout().toMillis() / 1000.0)));
    }

    private static Refused closed() {
        return new Refused(Refusal.CLOSED, "The local stack is closing");
    }

    private Optional<HostedFunction> find(String reference) {
        String unqualified =
                reference.endsWith(":$LATEST")
                        ? reference.substring(0, reference.length() - ":$LATEST".length())
                        : reference;
        return functions.stream().filter(one -> one.declared().isCalled(unqualified)).findFirst();
    }

    private static int size(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isJson(String text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
