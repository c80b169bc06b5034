package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Usage;
import dev.nightshift.record.OutcomeKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a job that is over came to, as people read it. */
final class JobSummary {
    private static final int MOST_CODES = 5;
    private static final int LONGEST_EXAMPLE = 100;

    private final JobView job;
    private final Summary summary;
    private final boolean isSimulated;

    JobSummary(JobView job, Summary summary, boolean isSimulated) {
        this.job = job;
        this.summary = summary;
        this.isSimulated = isSimulated;
    }

    /** The exit code that says how the job ended. */
    int exitCode() {
        if (job.status() == JobStatus.FAILED) {
            return ExitCode.JOB_FAILED;
        }
        return job.status() == JobStatus.CANCELLED
                        || job.status() == JobStatus.PAUSED
                        || summary.tally().needingAttention() > 0
                ? ExitCode.SOME_FAILED
                : ExitCode.DONE;
    }

    /** The ways of ending of which an example would help. */
    Set<String> wantedExamples() {
        Set<String> wanted = new TreeSet<>();
        for (OutcomeKind kind : OutcomeKind.values()) {
            if (kind == OutcomeKind.SUCCEEDED || kind == OutcomeKind.CANCELLED) {
                continue;
            }
            List<String> codes = topCodes(kind);
            codes.forEach(code -> wanted.add(Examples.key(kind.wire(), code)));
            if (codes.isEmpty() && summary.tally().count(kind) > 0) {
                wanted.add(kind.wire());
            }
        }
        return wanted;
    }

    /** First line: how it ended. */
    String headline() {
        String took = seconds(Duration.between(job.created(), end()));
        long rows = job.rows();
        String records =
                "%,d %s%s"
                        .formatted(
                                rows,
                                rows == 1 ? "record" : "records",
                                InputText.ofRows(job.input()));
        return switch (job.status()) {
            case FAILED -> "Job %s failed after %s: %s".formatted(job.id(), took, job.failure());
            case CANCELLED ->
                    "Job %s was cancelled after %s: %s".formatted(job.id(), took, records);
            case PAUSED ->
                    "Job %s is paused after %s, %s: %s; 'nightshift resume %s%s' goes on"
                            .formatted(
                                    job.id(),
                                    took,
                                    isOverBudget()
                                            ? "more would exceed a cap on cost"
                                            : summary.tally().count(OutcomeKind.UNSENT) > 0
                                                    ? "OpenAI's quota is used up"
                                                    : "OpenAI did not hand out all replies",
                                    records,
                                    job.id(),
                                    isOverBudget() ? " --max-cost DOLLARS" : "");
            case COMPLETED, PREPARING, RUNNING, UNKNOWN ->
                    "Job %s is finished: %s in %s".formatted(job.id(), records, took);
        };
    }

    private boolean isOverBudget() {
        return summary.tally().codes(OutcomeKind.UNSENT).containsKey("budget");
    }

    /** Records by outcome. */
    List<String> outcomes(Map<String, String> examples) {
        TextTable table = new TextTable("  ", "lrl");
        for (OutcomeKind kind : OutcomeKind.values()) {
            long count = summary.tally().count(kind);
            if (count == 0 && kind != OutcomeKind.SUCCEEDED) {
                continue;
            }
            table.add(kind.wire(), number(count), example(examples, kind.wire()));
            for (String code : topCodes(kind)) {
                table.add(
                        "  " + code,
                        number(summary.tally().codes(kind).getOrDefault(code, 0L)),
                        example(examples, Examples.key(kind.wire(), code)));
            }
        }
        return table.lines();
    }

    /** Tokens and money. */
    List<String> bill() {
        Usage usage = summary.usage();
        List<String> cost = cost();
        TextTable table =
                new TextTable("  ", "ll").add("lane", LaneText.of(job.lane(), job.laneReason()));
        Instant deadline = job.deadline();
        if (deadline != null) {
            table.add("deadline", deadline(deadline));
        }
        table.add("tokens in", part(usage.inputTokens(), usage.cachedInputTokens(), "cached"))
                .add(
                        "tokens out",
                        part(usage.outputTokens(), usage.reasoningTokens(), "reasoning"));
        for (int i = 0; i < cost.size(); i++) {
            table.add(i == 0 ? "cost" : "", cost.get(i));
        }
        return table.lines();
    }

    private String deadline(Instant deadline) {
        Duration early = Duration.between(end(), deadline);
        String when = WantedBy.format(deadline, ZoneId.systemDefault());
        if (job.status() != JobStatus.COMPLETED) {
            return when + ", not met";
        }
        return early.isNegative()
                ? "%s, missed by %s".formatted(when, minutes(early.negated()))
                : "%s, met with %s to spare".formatted(when, minutes(early));
    }

    private static String minutes(Duration time) {
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    private List<String> cost() {
        List<String> cost = new ArrayList<>();
        boolean isAllUnknown = summary.unpriced() > 0 && summary.cost().signum() == 0;
        if (!isAllUnknown) {
            BigDecimal saved = summary.realtimeCost().subtract(summary.cost());
            cost.add(
                    Money.format(summary.cost())
                            + (saved.signum() == 0
                                    ? ""
                                    : "; in real time it would be %s, so %s saved"
                                            .formatted(
                                                    Money.format(summary.realtimeCost()),
                                                    Money.format(saved))));
            if (summary.singly().compareTo(summary.realtimeCost()) > 0) {
                cost.add(
                        "with a call for each question it would be %s, so %s saved"
                                .formatted(
                                        Money.format(summary.singly()),
                                        Money.format(summary.singly().subtract(summary.cost()))));
            }
        }
        if (summary.uncertain() > 0) {
            cost.add(
                    "and at most %,d direct calls that a crash cut off, whose cost is not known"
                            .formatted(summary.uncertain()));
        }
        if (summary.unpriced() > 0) {
            cost.add(
                    "not known for %,d replies of a model without a known price"
                            .formatted(summary.unpriced()));
        }
        if (isSimulated) {
            cost.add("simulated: no money was spent");
        }
        return cost;
    }

    private List<String> topCodes(OutcomeKind kind) {
        return summary.tally().codes(kind).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_CODES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Instant end() {
        Instant finished = job.finished();
        return finished == null ? job.created() : finished;
    }

    private static String example(Map<String, String> examples, String key) {
        String text = examples.getOrDefault(key, "").replaceAll("\\s+", " ");
        return text.length() <= LONGEST_EXAMPLE
                ? text
                : text.substring(0, LONGEST_EXAMPLE - 1) + "…";
    }

    private static String part(long all, long part, String name) {
        return part == 0 ? number(all) : "%,d (%,d %s)".formatted(all, part, name);
    }

    private static String number(long number) {
        return "%,d".formatted(number);
    }

    private static String seconds(Duration took) {
        return "%,.1f s".formatted(took.toMillis() / 1000.0);
    }
}
