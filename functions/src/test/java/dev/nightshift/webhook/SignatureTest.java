package dev.nightshift.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held against the scheme's own library, which signs here. */
class SignatureTest {
    private static final String SECRET =
            "whsec_"
                    + Base64.getEncoder()
                            .encodeToString("a key of thirty-two bytes exactly".getBytes(UTF_8));
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String BODY =
            "{\"type\":\"batch.completed\",\"data\":{\"id\":\"batch_ä\"}}";

    @Test
    void takesWhatTheLibrarySigned() throws Exception {
        assertThat(isBy(SECRET, "wh_1", NOW, signed(SECRET, "wh_1", NOW, BODY), BODY)).isTrue();
    }

    @Test
    void takesOneGoodSignatureAmongOthers() throws Exception {
        String good = signed(SECRET, "wh_1", NOW, BODY);

        assertThat(isBy(SECRET, "wh_1", NOW, "v1,bad v2,worse " + good + " v1a,other", BODY))
                .isTrue();
    }

    @Test
    void takesASecretThatIsAnyText() throws Exception {
        String signature =
                new Webhook("any text".getBytes(UTF_8)).sign("wh_1", NOW.getEpochSecond(), BODY);

        assertThat(isBy("any text", "wh_1", NOW, signature, BODY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false"})
    void goesByTheMinutesAround(long seconds, boolean isTaken) throws Exception {
        Instant sent = NOW.plusSeconds(seconds);

        assertThat(isBy(SECRET, "wh_1", sent, signed(SECRET, "wh_1", sent, BODY), BODY))
                .isEqualTo(isTaken);
    }

    @Test
    void refusesWhatIsSignedForSomethingElse() throws Exception {
        String good = signed(SECRET, "wh_1", NOW, BODY);

        assertThat(isBy(SECRET, "wh_2", NOW, good, BODY)).isFalse();
        assertThat(isBy(SECRET, "wh_1", NOW.plusSeconds(1), good, BODY)).isFalse();
        assertThat(isBy(SECRET, "wh_1", NOW, good, BODY + " ")).isFalse();
        assertThat(isBy("whsec_YW5vdGhlcg==", "wh_1", NOW, good, BODY)).isFalse();
        assertThat(isBy(SECRET, "wh_1", NOW, good.replace("v1,", "v2,"), BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1,", "v1", ",", "v1,====", "v1,\u0000"})
    void refusesWhatIsNoSignature(String signatures) {
        assertThat(isBy(SECRET, "wh_1", NOW, signatures, BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "9223372036854775807", "-9223372036854775808", "1e9", "1.5"})
    void refusesWhatIsNoTimestamp(String timestamp) {
        assertThat(new Signature(SECRET).isBy("wh_1", timestamp, "v1,x", BODY.getBytes(UTF_8), NOW))
                .isFalse();
    }

    @Test
    void doesNotRepeatASecretThatItCannotRead() {
        assertThatThrownBy(() -> new Signature("whsec_?not Base64?"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("not Base64?");
    }

    private static String signed(String secret, String id, Instant at, String body)
            throws Exception {
        return new Webhook(secret).sign(id, at.getEpochSecond(), body);
    }

    private static boolean isBy(
            String secret, String id, Instant at, String signatures, String body) {
        return new Signature(secret)
                .isBy(
                        id,
                        Long.toString(at.getEpochSecond()),
                        signatures,
                        body.getBytes(UTF_8),
                        NOW);
    }
}
