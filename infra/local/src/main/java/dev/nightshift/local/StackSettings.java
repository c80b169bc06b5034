package dev.nightshift.local;

import dev.nightshift.local.function.Binding;
import dev.nightshift.simulator.SimulatorSettings;
import dev.nightshift.time.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stack is to be started.
 *
 * @param dataDir the folder of everything it keeps; made if need be
 * @param template the deployment's template
 * @param basePort the port of the HTTP API; S3, DynamoDB, Step Functions with Lambda, and the
 *     OpenAI simulator follow in this order; null for any free ports
 * @param parameters values for the template's parameters, by name
 * @param elsewhere functions that other programs host, by their names one each
 * @param timeline the time that everything goes by; it stays the caller's to close; null for the
 *     folder's own, which goes on where it was
 * @param timeScale seconds of the folder's own time per real second, greater than 0, at most {@link
 *     #FASTEST}
 * @param database null for none
 */
public record StackSettings(
        Path dataDir,
        Path template,
        @Nullable Integer basePort,
        Map<String, String> parameters,
        List<Binding> elsewhere,
        @Nullable Timeline timeline,
        double timeScale,
        OpenAi openAi,
        @Nullable Database database) {
    /**
     * A day in a second. Faster, a computer that wakes a few milliseconds late would miss looks
     * that are ten minutes apart.
     */
    public static final int FASTEST = 86_400;

    private static final int HIGHEST_BASE = 65_535 - 4;

    public StackSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        if (basePort != null && (basePort < 1 || basePort > HIGHEST_BASE)) {
            throw new IllegalArgumentException(
                    "the base port must be from 1 to %d, was %d".formatted(HIGHEST_BASE, basePort));
        }
        if (!(timeScale > 0 && timeScale <= FASTEST)) {
            throw new IllegalArgumentException(
                    "time scale must be greater than 0 and at most %d, was %s"
                            .formatted(FASTEST, timeScale));
        }
        parameters = Map.copyOf(parameters);
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * The folder {@code .nightshift} in the current one, any free ports, the computer's time and
     * the simulator.
     */
    public static StackSettings of(Path template) {
        return new StackSettings(
                Path.of(".nightshift"),
                template,
                null,
                Map.of(),
                List.of(),
                null,
                1,
                new OpenAi.Simulated(SimulatorSettings.STANDARD),
                null);
    }

    /** The same from another folder. */
    public StackSettings in(Path folder) {
        return new StackSettings(
                folder,
                template,
                basePort,
                parameters,
                elsewhere,
                timeline,
                timeScale,
                openAi,
                database);
    }

    /** The same on fixed ports. */
    public StackSettings at(int port) {
        return new StackSettings(
                dataDir,
                template,
                port,
                parameters,
                elsewhere,
                timeline,
                timeScale,
                openAi,
                database);
    }

    /** The same with these values for the template's parameters. */
    public StackSettings with(Map<String, String> values) {
        return new StackSettings(
                dataDir, template, basePort, values, elsewhere, timeline, timeScale, openAi,
                database);
    }

    /** The same with these functions hosted by other programs. */
    public StackSettings with(List<Binding> functions) {
        return new StackSettings(
                dataDir,
                template,
                basePort,
                parameters,
                functions,
                timeline,
                timeScale,
                openAi,
                database);
    }

    /** The same in another time. */
    public StackSettings by(Timeline other) {
        return new StackSettings(
                dataDir,
                template,
                basePort,
                parameters,
                elsewhere,
                other,
                timeScale,
                openAi,
                database);
    }

    /** The same with so many seconds of the folder's own time in a real one. */
    public StackSettings atScale(double scale) {
        return new StackSettings(
                dataDir,
                template,
                basePort,
                parameters,
                elsewhere,
                timeline,
                scale,
                openAi,
                database);
    }

    /** The same with another to ask for answers. */
    public StackSettings asking(OpenAi other) {
        return new StackSettings(
                dataDir,
                template,
                basePort,
                parameters,
                elsewhere,
                timeline,
                timeScale,
                other,
                database);
    }

    /** The same with a SQL database that jobs may take records of. */
    public StackSettings reaching(@Nullable Database other) {
        return new StackSettings(
                dataDir,
                template,
                basePort,
                parameters,
                elsewhere,
                timeline,
                timeScale,
                openAi,
                other);
    }
}
