package dev.nightshift.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What is to be deployed, and where.
 *
 * @param region blank when nothing says it
 * @param parameters of the template, those that the user said
 */
record Deployment(String stack, String region, Map<String, String> parameters) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Deployment {
        parameters = new LinkedHashMap<>(parameters);
    }

    /** The words by which SAM makes the stack or changes it. */
    List<String> command() {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "deploy",
                                "--template-file",
                                Installation.template().toString(),
                                "--stack-name",
                                stack,
                                "--region",
                                region,
                                "--resolve-s3",
                                "--capabilities",
                                "CAPABILITY_IAM",
                                "--no-confirm-changeset",
                                "--no-fail-on-empty-changeset"));
        if (!parameters.isEmpty()) {
            words.add("--parameter-overrides");
            parameters.forEach((name, value) -> words.add(name + "=" + quoted(value)));
        }
        return words;
    }

    /** SAM takes a word apart again at its blanks, unless they are in quotes. */
    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * Where the stack's API is, as its outputs say.
     *
     * @throws CommandException when they do not
     */
    String address(Sam sam) throws InterruptedException {
        String outputs =
                sam.answer(
                        List.of(
                                "list",
                                "stack-outputs",
                                "--stack-name",
                                stack,
                                "--region",
                                region,
                                "--output",
                                "json"));
        try {
            return StreamSupport.stream(JSON.readTree(outputs).spliterator(), false)
                    .filter(one -> one.path("OutputKey").asText().equals("ApiUrl"))
                    .map(one -> one.path("OutputValue").asText())
                    .findFirst()
                    .orElseThrow(this::noAddress);
        } catch (JsonProcessingException e) {
            throw noAddress();
        }
    }

    private CommandException noAddress() {
        return new CommandException(
                ExitCode.JOB_FAILED,
                "%s is deployed, but its outputs do not tell where its API is".formatted(stack));
    }
}
