package dev.nightshift.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a user wants results, as people say it. */
final class WantedBy {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final Pattern TIME_OF_DAY = Pattern.compile("\\d{1,2}:\\d{2}");
    private static final Pattern TIME_FROM_NOW =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,4})h)?(?:(\\d{1,4})m)?");
    private static final Duration FARTHEST = Duration.ofDays(365);

    private WantedBy() {}

    /**
     * The instant that is meant.
     *
     * @param text a time of day, which is the next such; a time from now, as in {@code 1d4h30m}; or
     *     a date with a time, in ISO's form, local unless it says its offset
     * @param zone the user's
     * @throws CommandException when it is none of these, or not ahead
     */
    static Instant parse(String text, Instant now, ZoneId zone) {
        Instant wanted;
        try {
            wanted = instant(text.strip(), now, zone);
        } catch (DateTimeException e) {
            throw wrong(
                    text,
                    "is no time; write 08:00, 4h, 1d12h, 2026-11-22T08:00 or 2026-11-22T08:00Z");
        }
        if (!wanted.isAfter(now)) {
            throw wrong(text, "is not ahead: it is %s now".formatted(format(now, zone)));
        }
        if (wanted.isAfter(now.plus(FARTHEST))) {
            throw wrong(text, "is more than a year ahead");
        }
        return wanted;
    }

    /** An instant as the user reads it. */
    static String format(Instant instant, ZoneId zone) {
        return MINUTE.format(instant.atZone(zone));
    }

    private static Instant instant(String text, Instant now, ZoneId zone) {
        if (TIME_OF_DAY.matcher(text).matches()) {
            return next(LocalTime.parse(text.length() == 4 ? "0" + text : text), now, zone);
        }
        Matcher ahead = TIME_FROM_NOW.matcher(text);
        if (!text.isEmpty() && ahead.matches()) {
            return now.plus(Duration.ofDays(number(ahead.group(1))))
                    .plus(Duration.ofHours(number(ahead.group(2))))
                    .plus(Duration.ofMinutes(number(ahead.group(3))));
        }
        String iso = text.replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException local) {
            return LocalDateTime.parse(iso).atZone(zone).toInstant();
        }
    }

    private static Instant next(LocalTime time, Instant now, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).with(time);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static CommandException wrong(String text, String why) {
        return CommandException.wrong("--deadline: '%s' %s".formatted(text, why));
    }
}
