package dev.nightshift.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.task.InvalidTaskException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    private static final String SCRIPT =
            """
            name: talk
            version: 3
            purpose: For tests.
            model: gpt-6-luna
            instructions: Be brief.
            first: look
            complete: [sum]
            turns:
              look:
                max_output_tokens: 10
                requires: [title]
                prompt: "Look at {{title}}"
              ask:
                max_output_tokens: 20
                parameters:
                  question: { purpose: what to know, required: true, max_characters: 12 }
                  tone: { purpose: how it sounds, one_of: [dry, wet], default: dry }
                prompt: "{{question}} ({{tone}})"
              sum:
                max_output_tokens: 30
                prompt: Sum it up.
            """;

    @Test
    void theBuiltInScriptBeginsWithAnAnalysisAndHasEveryKind() {
        Script script = new Scripts().find("posting").orElseThrow();

        assertThat(script.reference()).isEqualTo("posting@1");
        assertThat(script.first()).isEqualTo("analysis");
        assertThat(script.following())
                .containsExactly("email", "pain_points", "question", "roi", "services", "summary");
        assertThat(script.kind("question").orElseThrow().task().output()).isNull();
        assertThat(script.kind("roi").orElseThrow().task().output()).isNotNull();
        assertThat(script.complete())
                .containsExactly("pain_points", "services", "roi", "email", "summary");
    }

    @Test
    void aTurnIsATaskThatSaysWhatTheScriptSaysForAll() {
        Script script = ScriptParser.parse(SCRIPT, "talk.yaml");
        TurnKind ask = script.kind("ask").orElseThrow();

        assertThat(ask.task().reference()).isEqualTo("talk-ask@3");
        assertThat(ask.task().instructions()).isEqualTo("Be brief.");
        assertThat(ask.task().history()).isEqualTo("history");
        assertThat(script.firstKind().task().history()).isNull();
        assertThat(ask.withModel("gpt-5").task().model()).isEqualTo("gpt-5");
        assertThat(ask.task().prompt().render(ask.filled(Map.of("question", "Why?"))))
                .isEqualTo("Why? (dry)");
    }

    @Test
    void whatACallerSaysIsHeldAgainstTheParameters() {
        TurnKind ask = ScriptParser.parse(SCRIPT, "talk.yaml").kind("ask").orElseThrow();

        assertThat(ask.problems(Map.of("question", "Why?"))).isEmpty();
        assertThat(ask.problems(Map.of("question", "Why not now?!", "tone", "hot", "x", "")))
                .containsEntry("question", "has 13 characters; at most 12 are taken")
                .containsEntry("tone", "must be one of dry, wet")
                .containsEntry("x", "is not known; known are question, tone");
        assertThat(ask.problems(Map.of("question", " ")))
                .containsEntry("question", "is needed: what to know");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "first: look | first: loom | talk.yaml: first must be one of the turns",
                "[sum] | [ask] | talk.yaml: complete names 'ask', which needs a parameter",
                "[sum] | [look] | talk.yaml: complete names 'look', which does not follow the first",
                "question: { | history: { | talk.yaml: turns.ask.parameters cannot have 'history'",
                "prompt: Sum it up. | prompts: Sum. | talk.yaml: turns.sum.prompts is not known",
                "purpose: For tests. | speed: high | talk.yaml: speed is not known",
                "max_output_tokens: 30 | max_output_tokens: 0 | talk.yaml: turns.sum: max_output_tokens must be a whole number of at least 1",
            })
    void aScriptThatCannotBeUsedIsRefused(String part, String other, String message) {
        assertThatExceptionOfType(InvalidTaskException.class)
                .isThrownBy(() -> ScriptParser.parse(SCRIPT.replace(part, other), "talk.yaml"))
                .withMessage(message);
    }
}
