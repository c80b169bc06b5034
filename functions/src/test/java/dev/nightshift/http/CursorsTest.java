package dev.nightshift.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {
    private static final String LIST = "/jobs?status=running";
    private static final String POSITION = "JOB#2026-11-21T19:00:00Z ünï";

    private final Cursors cursors = with("a secret of thirty-two characters");

    @Test
    void whatWasSealedIsOpened() {
        assertThat(cursors.open(LIST, cursors.seal(LIST, POSITION))).isEqualTo(POSITION);
        assertThat(cursors.open(LIST, cursors.seal(LIST, ""))).isEmpty();
    }

    @Test
    void cursorTellsNothing() {
        assertThat(cursors.seal(LIST, POSITION))
                .matches("[A-Za-z0-9_-]{40,200}")
                .isNotEqualTo(cursors.seal(LIST, POSITION));
    }

    @Test
    void cursorChangedAnywhereIsRefused() {
        String cursor = cursors.seal(LIST, POSITION);

        for (int i = 0; i < cursor.length(); i++) {
            char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            refused(LIST, cursor.substring(0, i) + other + cursor.substring(i + 1));
            refused(LIST, cursor.substring(0, i));
        }
        refused(LIST, cursor + "=");
        refused(LIST, cursor + "A");
    }

    @Test
    void cursorOfAnotherListIsRefused() {
        refused("/jobs?status=failed", cursors.seal(LIST, POSITION));
    }

    @Test
    void cursorUnderAnotherKeyIsRefused() {
        refused(LIST, with("another secret of as many characters").seal(LIST, POSITION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "../../etc/passwd", "ü", "AAAA", "\u0000", "a b"})
    void whatWasNeverSealedIsRefused(String cursor) {
        refused(LIST, cursor);
        refused(LIST, cursor.repeat(5_000));
    }

    @Test
    void keyIsNeitherShownNorShort() {
        assertThat(new HttpSettings("a secret of thirty-two characters", "all").toString())
                .isEqualTo("HttpSettings[cursorKey=set, operatorScope=all]");
        assertThatThrownBy(() -> with("s3cret"))
                .hasMessageContaining("nightshift.http.cursor-key")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> with(" ")).hasMessageContaining("is not set");
    }

    private void refused(String list, String cursor) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> cursors.open(list, cursor))
                .satisfies(
                        e ->
                                assertThat(e.problem().type())
                                        .isEqualTo("urn:nightshift:problem:invalid-cursor"));
    }

    private static Cursors with(String key) {
        return new Cursors(new HttpSettings(key, null));
    }
}
