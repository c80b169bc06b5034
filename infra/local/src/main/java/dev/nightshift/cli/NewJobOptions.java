package dev.nightshift.cli;

import dev.nightshift.job.Callback;
import dev.nightshift.job.JobOptions;
import dev.nightshift.task.Task;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A job that is to be started. */
final class NewJobOptions extends InputOptions {
    @Option(
            names = "--source",
            paramLabel = "FILE.yaml",
            description = {
                "In place of FILE: describes a DynamoDB table or a SQL query whose records are taken and",
                "get their results; see README, Sources and sinks."
            })
    private @Nullable Path source;

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = {
                "batch (half the price, within a day), realtime (the full price, at once), or auto:",
                "realtime for a handful or where a deadline leaves no time, else batch. Auto if not said."
            })
    private LaneWish lane = LaneWish.AUTO;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description = {
                "When the results are wanted: 08:00, 4h, 1d12h or 2026-11-22T08:00. What no batch has",
                "finished in time is cancelled there and goes in real time, at the full price."
            })
    private @Nullable String deadline;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = {
                "A name for this start: repeated, it leads to the same job. With --live, the same input,",
                "task and options do so without a key, unless their job failed."
            })
    private @Nullable String key;

    @Option(
            names = "--fresh",
            description =
                    "Pay again for records that have a result from an earlier job; else it is taken"
                            + " over, which the estimate does not know.")
    private boolean fresh;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            converter = DollarsConverter.class,
            description = {
                "What the job may cost at most. One that could cost more is not begun, and what",
                "would exceed it later, as by sending records again, is left unsent."
            })
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--safe-csv",
            description = {
                "Put an apostrophe before cells of your own columns, too, that a spreadsheet would run",
                "as formulas. Cells that the model wrote always have it."
            })
    private boolean safeCsv;

    @Option(
            names = "--callback",
            paramLabel = "URL",
            description = {
                "A public https address that is called when the job is over, with the facts of the",
                "event, signed; see README, Told when done."
            })
    private @Nullable String callback;

    @Option(
            names = "--handover",
            paramLabel = "URL",
            description = {
                "A public https address that the records are handed to when the job is over, in chunks,",
                "as the task's results.handover maps them, signed; see README, Told when done."
            })
    private @Nullable String handover;

    @Option(
            names = "--yes",
            description = "With --live: agree to the estimate without being asked.")
    private boolean yes;

    /**
     * What the job's user wants of it.
     *
     * @throws CommandException when the deadline is none, or not ahead of {@code now}, or an
     *     address none that can be called
     */
    JobOptions wanted(Instant now) {
        return JobOptions.STANDARD
                .withInput(hints())
                .withLane(lane.lane())
                .withDeadline(
                        deadline == null
                                ? null
                                : WantedBy.parse(deadline, now, ZoneId.systemDefault()))
                .withMaxCost(maxCost)
                .withFresh(fresh)
                .withSafeCsv(safeCsv)
                .withCallback(address("--callback", callback))
                .withHandover(address("--handover", handover));
    }

    private static @Nullable URI address(String option, @Nullable String url) {
        try {
            return url == null ? null : Callback.parse(url);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrong(option + " " + e.getMessage());
        }
    }

    /**
     * Makes sure that a task can do what is wanted.
     *
     * @throws CommandException when it maps no records that are to be handed over
     */
    void requireServedBy(Task task) {
        if (handover != null && task.replies().handover().isEmpty()) {
            throw CommandException.wrong(
                    "--handover: task %s has no results.handover that maps records"
                            .formatted(task.reference()));
        }
    }

    /**
     * What the user calls this start; null for nothing.
     *
     * @throws CommandException when it is blank, as a variable that was never set is
     */
    @Nullable String key() {
        if (key != null && key.isBlank()) {
            throw CommandException.wrong("--key is blank; name the start, or leave it out");
        }
        return key;
    }

    /**
     * The description of a table; null for a file of records.
     *
     * @throws CommandException when there is a file as well
     */
    @Nullable Path source() {
        if (source != null && hasFile()) {
            throw CommandException.wrong("--source stands in place of FILE; leave one out");
        }
        return source;
    }

    boolean isAgreed() {
        return yes;
    }
}
