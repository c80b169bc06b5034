package dev.nightshift.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Lambda names a Java error by its class, and the state machine goes by that name: one that no
 * class has would never be retried.
 */
class ErrorNamesTest {
    private static final Path MACHINE = Path.of("../../statemachine/nightshift.asl.json");

    @Test
    void everyErrorOfOursThatTheMachineNamesIsThrownUnderThatName()
            throws IOException, ClassNotFoundException {
        Set<String> names = new TreeSet<>();
        for (JsonNode errors :
                new ObjectMapper().readTree(MACHINE.toFile()).findValues("ErrorEquals")) {
            errors.forEach(name -> names.add(name.asText()));
        }

        assertThat(names).contains("States.ALL", "Lambda.Unknown");
        names.removeIf(
                name ->
                        name.startsWith("States.")
                                || name.matches("(Lambda|Runtime|Sandbox)\\..*"));
        assertThat(names).hasSizeGreaterThan(3);
        for (String name : names) {
            Class<?> error = Class.forName(name);
            assertThat(error).isAssignableTo(Exception.class);
            assertThat(error.isMemberClass()).as(name + " is top-level").isFalse();
        }
    }
}
