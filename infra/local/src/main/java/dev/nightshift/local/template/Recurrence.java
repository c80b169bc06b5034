package dev.nightshift.local.template;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a schedule fires, in UTC. */
public sealed interface Recurrence {

    /**
     * When it fires next after an instant; nothing if never again.
     *
     * @param start when the schedule was set up, from which a rate counts
     */
    Optional<Instant> next(Instant start, Instant after);

    /**
     * Reads a schedule expression.
     *
     * @throws IllegalArgumentException if it is neither a rate nor a cron expression of EventBridge
     */
    static Recurrence parse(String expression) {
        return expression.startsWith("cron(") ? Cron.parse(expression) : Rate.parse(expression);
    }

    /** At equal distances: {@code rate(5 minutes)}. */
    record Rate(Duration every) implements Recurrence {
        private static final Pattern RATE =
                Pattern.compile("rate\\((?<n>[1-9][0-9]{0,5}) (?<unit>minute|hour|day)(?<s>s?)\\)");

        private static Rate parse(String expression) {
            Matcher rate = RATE.matcher(expression);
            if (!rate.matches() || rate.group("n").equals("1") != rate.group("s").isEmpty()) {
                throw new IllegalArgumentException(
                        "expected rate(1 minute), rate(5 hours) or cron(six fields), found "
                                + expression);
            }
            long count = Long.parseLong(rate.group("n"));
            return new Rate(
                    switch (rate.group("unit")) {
                        case "minute" -> Duration.ofMinutes(count);
                        case "hour" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }

        @Override
        public Optional<Instant> next(Instant start, Instant after) {
            long past = Duration.between(start, after).dividedBy(every);
            return Optional.of(start.plus(every.multipliedBy(past + 1)));
        }
    }

    /**
     * By the calendar: {@code cron(minutes hours day-of-month month day-of-week year)}.
     * EventBridge's expressions are Quartz's without the seconds.
     */
    record Cron(ExecutionTime times) implements Recurrence {
        private static final Pattern CRON = Pattern.compile("cron\\((?<fields>\\S+( \\S+){5})\\)");
        private static final CronParser PARSER =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

        private static Cron parse(String expression) {
            Matcher cron = CRON.matcher(expression);
            if (!cron.matches()) {
                throw new IllegalArgumentException("cron takes six fields, found " + expression);
            }
            return new Cron(ExecutionTime.forCron(PARSER.parse("0 " + cron.group("fields"))));
        }

        @Override
        public Optional<Instant> next(Instant start, Instant after) {
            return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toInstant);
        }
    }
}
