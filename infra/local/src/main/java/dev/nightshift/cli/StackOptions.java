package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiAddress;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack a command talks to. */
final class StackOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of jobs and their files; .nightshift in the current one if not said.")
    private Path data = Path.of(".nightshift");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = {
                "Talk to the stack whose HTTP API is here: as 'nightshift up' printed it, or at AWS,",
                "https://ID.execute-api.REGION.amazonaws.com, signed with the AWS credentials that",
                "the SDK finds, or with the token in NIGHTSHIFT_TOKEN."
            })
    private @Nullable URI endpoint;

    @Option(
            names = "--live",
            description = {
                "OpenAI itself instead of the simulator: costs money and takes the key in",
                "OPENAI_API_KEY. Its jobs are kept apart, in DIR/live."
            })
    private boolean live;

    /**
     * The folder that the stack lives in. That of jobs at OpenAI itself is another, so that no job
     * ever goes on at the wrong place.
     */
    Path folder(Shell shell) {
        Path folder = shell.resolve(data);
        return live ? folder.resolve("live") : folder;
    }

    /** Where a running stack was said to be; null when nothing was said. */
    @Nullable URI endpoint() {
        return endpoint;
    }

    /**
     * Refuses to spend money at AWS where nobody said that it is meant.
     *
     * @throws CommandException without {@code --live}
     */
    void requireLiveAtAws() {
        if (endpoint != null && !live && !new ApiAddress(endpoint).isLocal()) {
            throw CommandException.wrong(
                    "%s asks OpenAI itself, which costs money; add --live if that is meant"
                            .formatted(endpoint));
        }
    }

    boolean isLive() {
        return live;
    }

    /** The options that a later command needs to find the same job, a blank before each. */
    String again(Shell shell) {
        var again = new StringBuilder();
        if (endpoint != null) {
            again.append(" --endpoint ").append(endpoint);
        } else if (!data.equals(Path.of(".nightshift"))) {
            again.append(" --data ").append(shell.typed(data));
        }
        return again.append(live ? " --live" : "").toString();
    }
}
