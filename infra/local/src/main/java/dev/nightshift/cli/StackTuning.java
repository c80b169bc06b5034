package dev.nightshift.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be set while a stack is being started. */
final class StackTuning {
    @Option(
            names = "--set",
            paramLabel = "PARAM=VALUE",
            description =
                    "A parameter of infra/template.yaml, such as BatchMaxRequests=100; repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--simulator",
            paramLabel = "KEY=VALUE",
            description = "A setting of the OpenAI simulator; repeatable.")
    private Map<String, String> simulator = new LinkedHashMap<>();

    @Option(
            names = "--function",
            paramLabel = "NAME=URL",
            description = {
                "A function that another program hosts: its invocations are posted there, in place",
                "of a function of infra/template.yaml that bears the name; repeatable."
            })
    private Map<String, String> functions = new LinkedHashMap<>();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description = {
                "Seconds that pass for batches, polls and schedules in one real second; 1 if not",
                "said, at most 86400. At 3600 a day takes some 24 seconds. While a function runs,",
                "time passes as it does."
            })
    private @Nullable Double timeScale;

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> simulator() {
        return simulator;
    }

    /** Addresses by the functions' names. */
    Map<String, String> functions() {
        return functions;
    }

    /** Null when nothing was said. */
    @Nullable Double timeScale() {
        return timeScale;
    }

    boolean isEmpty() {
        return parameters.isEmpty()
                && simulator.isEmpty()
                && functions.isEmpty()
                && timeScale == null;
    }
}
