package dev.nightshift.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final ObjectMapper json = ObjectMapper.getDefault();

    @Test
    void skippedNeedsAttentionUnlessItsReasonIsIntended() {
        assertThat(Outcome.skipped(SkipReason.UNREADABLE_ROW, null).needsAttention()).isTrue();
        for (SkipReason reason : SkipReason.values()) {
            assertThat(Outcome.skipped(reason, null).isMeantToBeLeftOut())
                    .isEqualTo(reason.isIntended());
        }
    }

    @Test
    void successAndWhatAFilterTookNeedNoAttention() {
        assertThat(Outcome.succeeded().needsAttention()).isFalse();
        assertThat(Outcome.filtered(null).needsAttention()).isFalse();
        assertThat(Outcome.failed("server_error", null).needsAttention()).isTrue();
        assertThat(Outcome.unsent("budget", null).needsAttention()).isTrue();
        assertThat(Outcome.cancelled().needsAttention()).isTrue();
    }

    @Test
    void goesOverTheWireWithoutItsConclusions() throws IOException {
        Outcome outcome = Outcome.failed("rate_limit_exceeded", "Try later");

        String text = json.writeValueAsString(outcome);

        assertThat(text)
                .isEqualTo(
                        "{\"kind\":\"failed\",\"code\":\"rate_limit_exceeded\",\"message\":\"Try later\"}");
        assertThat(json.readValue(text, Outcome.class)).isEqualTo(outcome);
    }

    @Test
    void kindUnknownToThisVersionIsAFailureSoThatSomebodyLooks() throws IOException {
        assertThat(json.readValue("{\"kind\":\"postponed\"}", Outcome.class))
                .isEqualTo(new Outcome(OutcomeKind.FAILED, null, null));
    }
}
