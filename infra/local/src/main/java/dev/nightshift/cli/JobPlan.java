package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiException;
import dev.nightshift.cli.api.JobCalls;
import dev.nightshift.cli.api.JobCalls.Started;
import dev.nightshift.cli.api.JobRequest;
import dev.nightshift.estimate.Estimate;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.LaneRules;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.pricing.Prices;
import dev.nightshift.task.Task;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job that may begin: its input was checked and its user agreed. */
final class JobPlan {
    private static final int CONFLICT = 409;

    private final Shell shell;
    private final CheckedInput input;
    private final NewJobOptions options;
    private final @Nullable String key;
    private final boolean isLive;

    private JobPlan(
            Shell shell,
            CheckedInput input,
            NewJobOptions options,
            @Nullable String key,
            boolean isLive) {
        this.shell = shell;
        this.input = input;
        this.options = options;
        this.key = key;
        this.isLive = isLive;
    }

    /**
     * Checks the input, and for a job that costs money asks for consent.
     *
     * @throws CommandException when the job cannot be made, or the user does not agree
     */
    static JobPlan of(Shell shell, NewJobOptions options, StackOptions stack, StackTuning tuning) {
        StackStarter.requirePossible(shell, stack, tuning);
        Instant now = Instant.now();
        JobOptions wanted = options.wanted(now);
        String key = options.key();
        Prices prices = KnownPrices.of(shell, tuning);
        Task task = TaskChoice.of(shell, stack, options.task(), options.model(), prices);
        options.requireServedBy(task);
        var preflight = new Preflight(shell, options);
        if (!stack.isLive() && wanted.maxCost() == null) {
            return new JobPlan(
                    shell,
                    withRoom(shell, stack, preflight.check(task, record -> {})),
                    options,
                    key,
                    false);
        }
        var estimate = new Estimate(task, prices, LocalDate.now(ZoneOffset.UTC));
        CheckedInput input =
                withRoom(
                        shell,
                        stack,
                        ReadingProgress.shown(
                                shell, estimate::add, each -> preflight.check(task, each)));
        LaneRules.Choice choice = LaneRules.STANDARD.choose(wanted, estimate.requests(), now);
        requireWithinMaxCost(estimate, choice.lane(), wanted.maxCost());
        if (stack.isLive()) {
            Consent.to(EstimateText.of(estimate, input, wanted, now), options.isAgreed(), shell);
        }
        return new JobPlan(shell, input, options, key, stack.isLive());
    }

    private static void requireWithinMaxCost(
            Estimate estimate, Lane lane, @Nullable BigDecimal cap) {
        if (cap == null) {
            return;
        }
        BigDecimal most =
                estimate.mostCost(lane)
                        .orElseThrow(
                                () ->
                                        CommandException.wrong(
                                                "--max-cost cannot be kept: there is no price for %s; ModelPrices can name one"
                                                        .formatted(estimate.task().model())));
        if (most.compareTo(cap) > 0) {
            throw CommandException.wrong(
                    "the job could cost up to %s, and --max-cost is %s; nothing was sent; take fewer records, a lower max_output_tokens or a higher --max-cost"
                            .formatted(Money.format(most), Money.format(cap)));
        }
    }

    private static CheckedInput withRoom(Shell shell, StackOptions stack, CheckedInput input) {
        if (stack.endpoint() == null) {
            DiskRoom.require(shell, stack.folder(shell), input);
        }
        return input;
    }

    /** How much there is to do. */
    String described() {
        return "%,d of %,d %s of %s%s, task %s, model %s"
                .formatted(
                        input.usable(),
                        input.rows(),
                        input.rows() == 1 ? "record" : "records",
                        input.file().getFileName(),
                        InputText.readAs(input.facts()),
                        input.task().reference(),
                        input.task().model());
    }

    CheckedInput input() {
        return input;
    }

    /** Hands the job to a stack, unless an earlier start did so. */
    Started start(Connection connection) {
        JobOptions wanted = options.wanted(connection.clock().instant());
        return start(connection, key, wanted);
    }

    /** The same for the first records of the input, in real time. */
    Started startSample(Connection connection, long records) {
        return start(
                connection,
                null,
                options.wanted(connection.clock().instant())
                        .withDeadline(null)
                        .withLane(Lane.REALTIME)
                        .withCallback(null)
                        .withHandover(null)
                        .withMaxRecords(records));
    }

    private Started start(Connection connection, @Nullable String named, JobOptions wanted) {
        // What costs nothing may be done as often as the user likes, though not because a call was
        // repeated.
        String startKey =
                named != null || (isLive && !wanted.isFresh())
                        ? named
                        : UUID.randomUUID().toString();
        JobCalls jobs = connection.jobs();
        try (var progress = new UploadProgress(shell, input.file())) {
            JobRequest.Input upload = jobs.upload(input.file(), progress);
            progress.close();
            return jobs.start(
                    new JobRequest(
                            null,
                            input.task().source(),
                            upload,
                            null,
                            JobRequest.Options.of(wanted)),
                    startKey);
        } catch (ApiException e) {
            if (named != null && e.status() == CONFLICT) {
                throw CommandException.wrong(
                        "--key: %s; take another"
                                .formatted(
                                        String.valueOf(e.getMessage())
                                                .replaceFirst("^Idempotency-Key: ", "")));
            }
            throw e;
        }
    }
}
