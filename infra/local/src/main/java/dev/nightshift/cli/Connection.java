package dev.nightshift.cli;

import dev.nightshift.local.LocalStack;
import dev.nightshift.local.RunningStack;
import dev.nightshift.local.StackDescription;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stack that a command uses: one that runs already, or one of its own until it is closed. */
final class Connection implements AutoCloseable {
    private final StackClient client;
    private final @Nullable LocalStack own;
    private boolean isClosed;

    private Connection(StackClient client, @Nullable LocalStack own) {
        this.client = client;
        this.own = own;
    }

    /** To a stack of another process. */
    private static Connection toOther(StackDescription description) {
        return new Connection(new StackClient(description, new StackTime(description.api())), null);
    }

    /** The running stack, or one that is started now. */
    static Connection open(Shell shell, StackOptions options, StackTuning tuning) {
        Optional<StackDescription> running = running(shell, options);
        if (running.isPresent()) {
            if (!tuning.isEmpty()) {
                throw CommandException.wrong(
                        "--set, --simulator, --function and --time-scale count when a stack is started, and one runs already;"
                                + " leave them out, or stop it first");
            }
            return toOther(running.get());
        }
        LocalStack own = StackStarter.start(shell, options, tuning, null);
        return new Connection(new StackClient(own.description(), own.clock()), own);
    }

    /** The running stack; refuses where there is none. */
    static Connection toRunning(Shell shell, StackOptions options) {
        return running(shell, options)
                .map(Connection::toOther)
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
        return running(shell, options).map(Connection::toOther).orElse(null);
    }

    /** A connection to a stack that the caller started and closes. */
    static Connection to(LocalStack stack) {
        return new Connection(new StackClient(stack.description(), stack.clock()), null);
    }

    /** Whether there is anything to connect to but an empty folder. */
    static boolean isPossible(Shell shell, StackOptions options) {
        return options.endpoint() != null || Files.isDirectory(options.folder(shell));
    }

    private static Optional<StackDescription> running(Shell shell, StackOptions options) {
        URI endpoint = options.endpoint();
        Path folder = options.folder(shell);
        Optional<StackDescription> found =
                endpoint == null
                        ? RunningStack.find(folder)
                        : Optional.of(RemoteStack.describe(endpoint));
        found.ifPresent(description -> requireLane(description, options));
        return found;
    }

    /** Money is spent only where the user said so, and there it is not simulated. */
    private static void requireLane(StackDescription description, StackOptions options) {
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
    }

    StackClient client() {
        return client;
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
        client.close();
        if (own != null) {
            own.close();
        }
    }
}
