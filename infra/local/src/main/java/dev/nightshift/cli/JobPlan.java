package dev.nightshift.cli;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobOptions;
import dev.nightshift.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;

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
        if (!stack.isLive()) {
            return new JobPlan(
                    withRoom(shell, stack, preflight.check(task, record -> {})), options.wanted());
        }
        var estimate = new Estimate(task, LocalDate.now(ZoneOffset.UTC));
        CheckedInput input =
                withRoom(
                        shell,
                        stack,
                        ReadingProgress.shown(
                                shell, estimate, each -> preflight.check(task, each)));
        Consent.to(EstimateText.of(estimate, input), options.isAgreed(), shell);
        return new JobPlan(input, options.wanted());
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
