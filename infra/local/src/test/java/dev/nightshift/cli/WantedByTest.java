package dev.nightshift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WantedByTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** A quarter past one in the afternoon there. */
    private static final Instant NOW = Instant.parse("2026-11-21T12:15:00Z");

    @ParameterizedTest
    @CsvSource({
        "13:16, 2026-11-21T12:16:00Z",
        "13:15, 2026-11-22T12:15:00Z",
        "8:00, 2026-11-22T07:00:00Z",
        "08:00, 2026-11-22T07:00:00Z",
        "4h, 2026-11-21T16:15:00Z",
        "90m, 2026-11-21T13:45:00Z",
        "1d12h, 2026-11-23T00:15:00Z",
        "2026-11-22T08:00, 2026-11-22T07:00:00Z",
        "2026-11-22 08:00, 2026-11-22T07:00:00Z",
        "2026-11-22T08:00Z, 2026-11-22T08:00:00Z",
        "2026-11-22T08:00:30+05:30, 2026-11-22T02:30:30Z",
    })
    void deadlineIsSaidAsPeopleDo(String text, Instant meant) {
        assertThat(WantedBy.parse(text, NOW, ZONE)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "25:00",
                "4",
                "h",
                "-4h",
                "0h",
                "2026-11-21T13:15",
                "2026-02-30T08:00",
                "99999h",
                "2028-01-01T00:00",
                "2026-11-22",
                "+999999999-01-01T00:00Z",
                "4h 30m"
            })
    void whatIsNoneOrNotAheadIsRefusedByName(String text) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> WantedBy.parse(text, NOW, ZONE))
                .withMessageStartingWith("--deadline: '" + text + "' is ");
    }
}
