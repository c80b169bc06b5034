package dev.nightshift.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies of the tests' template with something added. */
final class TestingTemplate {
    private TestingTemplate() {}

    /**
     * A copy in a folder with one function more, {@code EventsFunction}.
     *
     * @param events its events, as YAML without indentation
     */
    static Path withEvents(Path folder, String events) throws IOException {
        Path original = LocalStackTest.TEMPLATE;
        Files.copy(original.resolveSibling("machine.asl.json"), folder.resolve("machine.asl.json"));
        String function =
                """
                EventsFunction:
                  Type: AWS::Serverless::Function
                  Properties:
                    Handler: dev.nightshift.local.function.Triggered
                    Timeout: 60
                    Events:
                """;
        return Files.writeString(
                folder.resolve("template.yaml"),
                Files.readString(original) + function.indent(2) + events.indent(8));
    }
}
