package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiAddress;
import dev.nightshift.cli.api.ApiClient;
import dev.nightshift.cli.api.JobCalls;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.RunningStack;
import dev.nightshift.local.StackDescription;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stack that a command uses: at AWS, in another process of this computer, or one of its own
 * until it is closed.
 */
final class Connection implements AutoCloseable {
    private final ApiClient api;
    private final InstantSource clock;
    private final boolean isSimulated;
    private final @Nullable LocalStack own;
    private boolean isClosed;

    private Connection(
            ApiClient api, InstantSource clock, boolean isSimulated, @Nullable LocalStack own) {
        this.api = api;
        this.clock = clock;
        this.isSimulated = isSimulated;
        this.own = own;
    }

    private static Connection to(
            Shell shell,
            StackDescription description,
            InstantSource clock,
            @Nullable LocalStack own) {
        return new Connection(
                ApiClient.to(new ApiAddress(description.api()), shell.environment()),
                clock,
                description.openAiSimulated(),
                own);
    }

    /** The running stack, or one that is started now. */
    static Connection open(Shell shell, StackOptions options, StackTuning tuning) {
        Optional<Connection> running = running(shell, options);
        if (running.isPresent()) {
            if (!tuning.isEmpty()) {
                running.get().close();
                throw CommandException.wrong(
                        "--set, --simulator, --function and --time-scale count when a stack is started, and one runs already;"
                                + " leave them out, or stop it first");
            }
            return running.get();
        }
        LocalStack own = StackStarter.start(shell, options, tuning, null);
        return to(shell, own.description(), own.clock(), own);
    }

    /** The running stack; refuses where there is none. */
    static Connection toRunning(Shell shell, StackOptions options) {
        return running(shell, options)
                .orElseThrow(
                        () ->
                                CommandException.wrong(
                                        "no stack runs in "
                                                + shell.typed(options.folder(shell))
                                                + " to carry the job on; start one with"
                                                + " 'nightshift up"
                                                + options.again(shell)
                                                + "', or use 'nightshift run'"));
    }

    /** To the running stack; null where there is none. */
    static @Nullable Connection ifRunning(Shell shell, StackOptions options) {
        return running(shell, options).orElse(null);
    }

    /** A connection to a stack that the caller started and closes. */
    static Connection to(Shell shell, LocalStack stack) {
        return to(shell, stack.description(), stack.clock(), null);
    }

    /** Whether there is anything to connect to but an empty folder. */
    static boolean isPossible(Shell shell, StackOptions options) {
        return options.endpoint() != null || Files.isDirectory(options.folder(shell));
    }

    private static Optional<Connection> running(Shell shell, StackOptions options) {
        URI endpoint = options.endpoint();
        if (endpoint == null) {
            return RunningStack.find(options.folder(shell))
                    .map(found -> toOther(shell, found, options));
        }
        var address = new ApiAddress(endpoint);
        return Optional.of(
                address.isLocal()
                        ? toOther(shell, RemoteStack.describe(endpoint), options)
                        : new Connection(
                                ApiClient.to(address, shell.environment()),
                                InstantSource.system(),
                                false,
                                null));
    }

    /** To a stack of another process. Money is spent only where the user said so. */
    private static Connection toOther(
            Shell shell, StackDescription description, StackOptions options) {
        if (options.isLive() && description.openAiSimulated()) {
            throw CommandException.wrong(
                    "the stack at %s asks the simulator; for OpenAI itself start one with 'nightshift up --live'"
                            .formatted(description.api()));
        }
        if (!options.isLive() && !description.openAiSimulated()) {
            throw CommandException.wrong(
                    "the stack at %s asks OpenAI itself, which costs money; add --live if that is meant"
                            .formatted(description.api()));
        }
        return to(shell, description, new StackTime(description.api()), null);
    }

    ApiClient api() {
        return api;
    }

    JobCalls jobs() {
        return new JobCalls(api);
    }

    /** The stack's, which may be ahead of this computer's. */
    InstantSource clock() {
        return clock;
    }

    /** Whether a simulator answers in place of OpenAI. */
    boolean isSimulated() {
        return isSimulated;
    }

    /** Whether the stack ends with this connection. */
    boolean isOwn() {
        return own != null;
    }

    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        api.close();
        if (own != null) {
            own.close();
        }
    }
}
