package dev.nightshift.cli;

import dev.nightshift.local.Database;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.function.Binding;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts a stack as the user's options say. */
final class StackStarter {
    private static final String KEY = "OPENAI_API_KEY";
    private static final String BASE_URL = "OPENAI_BASE_URL";
    private static final String JDBC = "NIGHTSHIFT_JDBC_";
    private static final String OPENAI = "https://api.openai.com/v1";

    private StackStarter() {}

    /**
     * @param port the HTTP API's; null for any free ones
     */
    static LocalStack start(
            Shell shell, StackOptions options, StackTuning tuning, @Nullable Integer port) {
        OpenAi openAi = openAi(shell, options, tuning);
        StackSettings settings =
                StackSettings.of(Installation.template())
                        .in(options.folder(shell))
                        .with(KnownPrices.parameters(shell, tuning))
                        .with(bindings(tuning))
                        .atScale(timeScale(options, tuning))
                        .asking(openAi)
                        .reaching(database(shell));
        return LocalStack.start(port == null ? settings : settings.at(port));
    }

    /**
     * Refuses what no stack could be started with, for a command that has other things to look at
     * before it starts one.
     */
    static void requirePossible(Shell shell, StackOptions options, StackTuning tuning) {
        if (options.endpoint() == null) {
            timeScale(options, tuning);
            bindings(tuning);
            openAi(shell, options, tuning);
        }
    }

    /** The database that the environment names; null for none. */
    private static @Nullable Database database(Shell shell) {
        String url = Objects.requireNonNullElse(shell.environment().get(JDBC + "URL"), "");
        return url.isBlank()
                ? null
                : new Database(
                        url.strip(),
                        shell.environment().get(JDBC + "USER"),
                        shell.environment().get(JDBC + "PASSWORD"));
    }

    private static List<Binding> bindings(StackTuning tuning) {
        try {
            return tuning.functions().entrySet().stream()
                    .map(one -> Binding.parse(one.getKey(), one.getValue()))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong("--function: " + e.getMessage());
        }
    }

    private static double timeScale(StackOptions options, StackTuning tuning) {
        Double scale = tuning.timeScale();
        if (scale == null) {
            return 1;
        }
        if (options.isLive()) {
            throw CommandException.wrong(
                    "--time-scale and --live exclude each other; OpenAI itself cannot be hurried");
        }
        if (!(scale > 0)) {
            throw CommandException.wrong("--time-scale must be greater than 0, was " + scale);
        }
        if (scale > StackSettings.FASTEST) {
            throw CommandException.wrong(
                    "--time-scale goes up to %d, a day in a second, and was %s; faster than that, looks at a batch would come too late"
                            .formatted(StackSettings.FASTEST, scale));
        }
        return scale;
    }

    /**
     * Whom the stack asks. The environment is looked at only for jobs that the user said are to
     * cost money.
     *
     * @throws CommandException when a key is needed and there is none
     */
    static OpenAi openAi(Shell shell, StackOptions options, StackTuning tuning) {
        if (!options.isLive()) {
            return SimulatorOptions.of(tuning.simulator());
        }
        if (!tuning.simulator().isEmpty()) {
            throw CommandException.wrong("--simulator and --live exclude each other; choose one");
        }
        String key = Objects.requireNonNullElse(shell.environment().get(KEY), "");
        if (key.isBlank()) {
            throw CommandException.wrong(
                    "--live needs a key of OpenAI's in the environment: export OPENAI_API_KEY=sk-…");
        }
        String baseUrl = Objects.requireNonNullElse(shell.environment().get(BASE_URL), OPENAI);
        try {
            return new OpenAi.Live(URI.create(baseUrl.strip()), key.strip());
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong(
                    "OPENAI_BASE_URL is not an address, but '%s'; it looks like %s"
                            .formatted(baseUrl, OPENAI));
        }
    }
}
