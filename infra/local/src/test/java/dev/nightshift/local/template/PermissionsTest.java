package dev.nightshift.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Each function's role against its code. To which resources an action goes is checked at every call
 * in every test with a local cloud, by {@link CheckedCalls}.
 */
class PermissionsTest {
    private static final Grants GRANTS = Grants.read(Path.of("../template.yaml"));

    @Test
    void aRoleAllowsWhatItsCodeCanCallAndNothingElse() {
        Map<String, String> handlers = GRANTS.handlers();
        CallsOfFunctions calls = new CallsOfFunctions(Set.copyOf(handlers.values()));

        handlers.forEach(
                (function, handler) ->
                        assertThat(new TreeSet<>(GRANTS.actions(function)))
                                .as(function)
                                .isEqualTo(calls.of(handler)));
    }
}
