package dev.nightshift.text;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as people write them, in ISO's form. Years are those from 1900 to 2100. Where day and month
 * could be either, as in {@code 03/04/2019}, there is no answer.
 */
final class CalendarText {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final int MOST_CHARACTERS = 60;
    private static final int MONTHS = 12;

    private static final String PRESENT = "present";
    private static final Set<String> NOW =
            Set.of(
                    PRESENT,
                    "current",
                    "currently",
                    "today",
                    "now",
                    "ongoing",
                    "to date",
                    "till date",
                    "till now",
                    "until now",
                    "up to now",
                    "until today",
                    "heute",
                    "bis heute",
                    "jetzt",
                    "aktuell",
                    "laufend",
                    "gegenwart",
                    "present day",
                    "the present",
                    "aujourd'hui",
                    "actuel",
                    "actualidad",
                    "actual",
                    "presente",
                    "oggi",
                    "heden",
                    "nu");

    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/.](\\d{1,2})");
    private static final Pattern MONTH_YEAR = Pattern.compile("(\\d{1,2})[-/.](\\d{4})");
    private static final Pattern YEAR_MONTH_DAY =
            Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:[t ]\\d{1,2}:\\d{2}.*)?");
    private static final Pattern DAY_MONTH_YEAR =
            Pattern.compile("(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?(\\d{4})");
    private static final Pattern EITHER_YEAR =
            Pattern.compile("(\\d{1,2})([-/])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern NAME_YEAR =
            Pattern.compile("(\\p{L}+)\\.?,?(?: de| of)?[ -](\\d{4})");
    private static final Pattern YEAR_NAME = Pattern.compile("(\\d{4}),?[ -](\\p{L}+)\\.?");
    private static final Pattern DAY_NAME_YEAR =
            Pattern.compile(
                    "(\\d{1,2})(?:st|nd|rd|th|\\.|º)?(?: de| of)?[ -](\\p{L}+)\\.?,?(?: de)?[ -](\\d{4})");
    private static final Pattern NAME_DAY_YEAR =
            Pattern.compile("(\\p{L}+)\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");

    private static final Map<String, Integer> MONTH_NAMES = monthNames();

    private CalendarText() {}

    /** {@code YYYY-MM}, or {@code YYYY} where no month is said, or {@code present}. */
    static Optional<String> month(String text) {
        String plain = plain(text);
        if (NOW.contains(plain)) {
            return Optional.of(PRESENT);
        }
        Matcher year = YEAR.matcher(plain);
        if (year.matches()) {
            return isYear(number(year, 1)) ? Optional.of(year.group(1)) : Optional.empty();
        }
        YearMonth month = yearMonth(plain);
        if (month == null) {
            LocalDate day = day(plain);
            month = day == null ? null : YearMonth.from(day);
        }
        return Optional.ofNullable(month).map(YearMonth::toString);
    }

    /** {@code YYYY-MM-DD}. */
    static Optional<String> date(String text) {
        return Optional.ofNullable(day(plain(text))).map(LocalDate::toString);
    }

    private static @Nullable YearMonth yearMonth(String text) {
        Matcher m = YEAR_MONTH.matcher(text);
        if (m.matches()) {
            return month(number(m, 1), number(m, 2));
        }
        m = MONTH_YEAR.matcher(text);
        if (m.matches()) {
            return month(number(m, 2), number(m, 1));
        }
        m = NAME_YEAR.matcher(text);
        if (m.matches()) {
            return month(number(m, 2), named(m.group(1)));
        }
        m = YEAR_NAME.matcher(text);
        return m.matches() ? month(number(m, 1), named(m.group(2))) : null;
    }

    private static @Nullable LocalDate day(String text) {
        Matcher m = YEAR_MONTH_DAY.matcher(text);
        if (m.matches()) {
            return day(number(m, 1), number(m, 3), number(m, 4));
        }
        m = DAY_MONTH_YEAR.matcher(text);
        if (m.matches()) {
            return day(number(m, 3), number(m, 2), number(m, 1));
        }
        m = EITHER_YEAR.matcher(text);
        if (m.matches()) {
            return either(number(m, 4), number(m, 1), number(m, 3));
        }
        m = DAY_NAME_YEAR.matcher(text);
        if (m.matches()) {
            return day(number(m, 3), named(m.group(2)), number(m, 1));
        }
        m = NAME_DAY_YEAR.matcher(text);
        return m.matches() ? day(number(m, 3), named(m.group(1)), number(m, 2)) : null;
    }

    private static @Nullable LocalDate either(int year, int one, int other) {
        if (one == other || other > MONTHS) {
            return day(year, one, other);
        }
        return one > MONTHS ? day(year, other, one) : null;
    }

    private static @Nullable YearMonth month(int year, int month) {
        return isYear(year) && month >= 1 && month <= MONTHS ? YearMonth.of(year, month) : null;
    }

    private static @Nullable LocalDate day(int year, int month, int day) {
        try {
            return isYear(year) ? LocalDate.of(year, month, day) : null;
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    private static boolean isYear(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int named(String name) {
        return MONTH_NAMES.getOrDefault(name, 0);
    }

    /**
     * Without capitals, accents and needless white space; nothing where it is too long for a date.
     */
    private static String plain(String text) {
        String stripped = text.strip();
        return stripped.length() > MOST_CHARACTERS
                ? ""
                : withoutAccents(stripped.replaceAll("\\s+", " ").replace('’', '\''))
                        .replaceFirst("[.]$", "");
    }

    private static String withoutAccents(String text) {
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
    }

    /** Names and short names; one that means two months in two languages means none. */
    private static Map<String, Integer> monthNames() {
        Map<String, Integer> names = new HashMap<>();
        for (String language : List.of("en", "de", "fr", "es", "it", "nl", "pt")) {
            for (Month month : Month.values()) {
                for (TextStyle style : TextStyle.values()) {
                    String name =
                            withoutAccents(
                                    month.getDisplayName(style, Locale.forLanguageTag(language)));
                    String bare = name.replaceFirst("[.]$", "");
                    if (bare.length() > 2) {
                        names.merge(
                                bare, month.getValue(), (one, two) -> one.equals(two) ? one : 0);
                    }
                }
            }
        }
        names.put("sept", Month.SEPTEMBER.getValue());
        return Map.copyOf(names);
    }
}
