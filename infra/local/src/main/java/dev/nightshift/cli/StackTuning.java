package dev.nightshift.cli;

import java.util.LinkedHashMap;
import java.util.Map;
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

    Map<String, String> parameters() {
        return parameters;
    }

    Map<String, String> simulator() {
        return simulator;
    }

    boolean isEmpty() {
        return parameters.isEmpty() && simulator.isEmpty();
    }
}
