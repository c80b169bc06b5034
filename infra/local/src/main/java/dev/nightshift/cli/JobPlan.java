package dev.nightshift.cli;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
import dev.nightshift.pricing.Money;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/** A job that may begin: its input was checked and its user agreed. */
final class JobPlan {
    private final CheckedInput input;
    private final JobOptions wanted;

    private JobPlan(CheckedInput input, JobOptions wanted) {
        this.input = input;
        this.wanted = wanted;
    }

    /**
     * Checks the input, and for a job that costs money asks for consent.
     *
     * @throws CommandException when the job cannot be made, or the user does not agree
     */
    static JobPlan of(Shell shell, NewJobOptions options, StackOptions stack, StackTuning tuning) {
        StackStarter.requirePossible(shell, stack, tuning);
        Task task = TaskChoice.of(shell, options.task(), options.model());
        var preflight = new Preflight(shell, options);
        JobOptions wanted = options.wanted();
        if (!stack.isLive() && wanted.maxCost() == null) {
            return new JobPlan(withRoom(shell, stack, preflight.check(task, record -> {})), wanted);
        }
        var estimate = new Estimate(task, LocalDate.now(ZoneOffset.UTC));
        CheckedInput input =
                withRoom(
                        shell,
                        stack,
                        ReadingProgress.shown(
                                shell, estimate, each -> preflight.check(task, each)));
        requireWithinMaxCost(estimate, wanted);
        if (stack.isLive()) {
            Consent.to(EstimateText.of(estimate, input), options.isAgreed(), shell);
        }
        return new JobPlan(input, wanted);
    }

    private static void requireWithinMaxCost(Estimate estimate, JobOptions wanted) {
        BigDecimal cap = wanted.maxCost();
        if (cap == null) {
            return;
        }
        Lane lane = Objects.requireNonNullElse(wanted.lane(), Lane.BATCH);
        BigDecimal most =
                estimate.mostCost(lane)
                        .orElseThrow(
                                () ->
                                        CommandException.wrong(
                                                "--max-cost cannot be kept: there is no price for %s"
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
        return "%,d of %,d %s of %s, task %s, model %s"
                .formatted(
                        input.usable(),
                        input.rows(),
                        input.rows() == 1 ? "record" : "records",
                        input.file().getFileName(),
                        input.task().reference(),
                        input.task().model());
    }

    /** Hands the job to a stack. */
    Job start(StackClient client) {
        try (InputStream in = Files.newInputStream(input.file())) {
            return client.starter()
                    .start(String.valueOf(input.file().getFileName()), in, input.task(), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
