package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiException;
import dev.nightshift.cli.api.JobCalls.Started;
import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.Delivery;
import dev.nightshift.job.JobStatus;
import dev.nightshift.job.Summary;
import dev.nightshift.pricing.Money;
import dev.nightshift.source.SourceBusyException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a table, job after job, until nothing in it is due. */
@Command(
        name = "continuous",
        description = {
            "Takes a table's records that are due, a batch at a time: the next begins when the results",
            "of the last are stored. Stopped and started again, it goes on."
        },
        footer = {
            "  nightshift continuous --source people.yaml --task resume --size 500 --batches 10",
        })
final class ContinuousCommand extends StackCommand {
    private static final int CONFLICT = 409;
    private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");

    @Mixin private final NewJobOptions options = new NewJobOptions();
    @Mixin private final StackTuning tuning = new StackTuning();

    @Option(
            names = "--batches",
            paramLabel = "N",
            description = "How many batches at most; until nothing is left if not said.")
    private @Nullable Integer batches;

    @Option(
            names = "--size",
            paramLabel = "M",
            description = "Records of a batch at most; the limit of the source if not said.")
    private @Nullable Integer size;

    @Option(
            names = "--interval",
            paramLabel = "T",
            description =
                    "How often to look whether a table is free that another job works on: 30s, 5m, 1h;"
                            + " 5s if not said.")
    private String interval = "5s";

    ContinuousCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws InterruptedException {
        stack().requireLiveAtAws();
        if (batches != null && batches < 1) {
            throw CommandException.wrong("--batches takes 1 or more, not " + batches);
        }
        if (options.key() != null) {
            throw CommandException.wrong("--key names one start, and these are many");
        }
        Duration pause = pause();
        TableJob job = TableJob.of(shell(), options, stack(), tuning, size);
        try (var follower =
                new JobFollower(shell(), stack(), Connection.open(shell(), stack(), tuning))) {
            return goOn(job, follower, pause);
        }
    }

    private int goOn(TableJob job, JobFollower follower, Duration pause)
            throws InterruptedException {
        long stored = 0;
        int code = ExitCode.DONE;
        for (int batch = 1; batches == null || batch <= batches; batch++) {
            Started started = started(job, follower, pause);
            Optional<JobView> ended = follower.await(started.job().id());
            if (ended.isEmpty()) {
                return ExitCode.INTERRUPTED;
            }
            JobView over = ended.get();
            if (isBusy(over)) {
                batch--;
                Thread.sleep(pause);
                continue;
            }
            Delivery delivery = Objects.requireNonNull(over.delivery());
            say(batch, over, delivery);
            if (over.status() == JobStatus.FAILED || delivery.failure() != null) {
                return ExitCode.JOB_FAILED;
            }
            code = Math.max(code, exitCode(over, follower));
            long done = delivery.stored() + delivery.refused();
            stored += done;
            if (over.rows() < job.limit()) {
                break;
            }
            if (done == 0) {
                shell().out().println("No record of this batch could be finished; stopped.");
                return ExitCode.SOME_FAILED;
            }
        }
        shell().out().println("%,d records are done.".formatted(stored));
        return code;
    }

    private static int exitCode(JobView over, JobFollower follower) {
        return new JobSummary(
                        over,
                        over.summary().orElse(Summary.NOTHING),
                        follower.connection().isSimulated())
                .exitCode();
    }

    /** Starts a job when no other has the table to itself. */
    private Started started(TableJob job, JobFollower follower, Duration pause)
            throws InterruptedException {
        boolean isTold = false;
        while (true) {
            try {
                return job.start(follower.connection());
            } catch (ApiException e) {
                if (e.status() != CONFLICT) {
                    throw e;
                }
                if (!isTold) {
                    shell().err().println(e.getMessage());
                    isTold = true;
                }
                Thread.sleep(pause);
            }
        }
    }

    /** Whether another took the table between the start of the job and its first look. */
    private static boolean isBusy(JobView over) {
        return over.status() == JobStatus.FAILED
                && String.valueOf(over.failure()).contains(SourceBusyException.WORDS);
    }

    private void say(int batch, JobView job, Delivery delivery) {
        BigDecimal cost = Objects.requireNonNullElse(job.costUsd(), BigDecimal.ZERO);
        shell().out()
                .println(
                        "Batch %,d, job %s: %,d records, %s, %s%s"
                                .formatted(
                                        batch,
                                        job.id(),
                                        job.rows(),
                                        TableJob.told(delivery),
                                        Money.format(cost),
                                        job.failure() == null || delivery.failure() != null
                                                ? ""
                                                : "; " + job.failure()));
        shell().out().flush();
    }

    private Duration pause() {
        Matcher said = INTERVAL.matcher(interval);
        if (!said.matches()) {
            throw CommandException.wrong(
                    "--interval: '%s' is no interval; write 30s, 5m or 1h".formatted(interval));
        }
        long count = Long.parseLong(said.group(1));
        return switch (said.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
