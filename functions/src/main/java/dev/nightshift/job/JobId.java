package dev.nightshift.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * A job's name: the day it was made and twelve letters that cannot be guessed, as in {@code
 * 20261121-k7q2x4fm6azt}.
 */
public record JobId(String value) {
    /** What every id looks like, as a regular expression. */
    public static final String SHAPE = "[0-9]{8}-[a-z2-7]{12}";

    private static final Pattern PATTERN = Pattern.compile(SHAPE);
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    public JobId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'"
                            + shortened(value)
                            + "' is no job id; one looks like 20261121-k7q2x4fm6azt");
        }
    }

    /** A new id, made at {@code now}. */
    public static JobId create(Instant now) {
        var letters = new StringBuilder(12);
        for (int i = 0; i < 12; i++) {
            letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new JobId(DAY.format(now) + "-" + letters);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String shortened(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }
}
