package dev.nightshift.cli;

import dev.nightshift.cli.api.JobCalls.Started;
import dev.nightshift.cli.api.JobView;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a file from beginning to end. */
@Command(
        name = "run",
        description =
                "Does a task for every record of a file, shows the progress and brings the results.",
        footer = {
            "  nightshift run postings.csv --task qualify",
            "",
            "Results go to postings.results.csv and postings.report.json beside the input.",
            "Without --live a simulator answers and nothing is spent."
        })
final class RunCommand extends StackCommand {
    @Mixin private final NewJobOptions options = new NewJobOptions();
    @Mixin private final StackTuning tuning = new StackTuning();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the results; its ending csv, jsonl or json says the form.")
    private @Nullable Path out;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = {
                "First do N records in real time, show what they cost and how they fit, and ask",
                "before the rest; --yes goes on."
            })
    private @Nullable Long sample;

    RunCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        stack().requireLiveAtAws();
        if (options.source() != null) {
            return runOfTable();
        }
        Path input = InputFile.require(shell(), options.file());
        ResultFile file = ResultFile.of(shell(), out, input);
        JobPlan plan = JobPlan.of(shell(), options, stack(), tuning);
        requireSmallerSample(plan);
        try (var follower =
                new JobFollower(shell(), stack(), Connection.open(shell(), stack(), tuning))) {
            if (sample != null && !isSampled(plan, follower, sample)) {
                return ExitCode.INTERRUPTED;
            }
            Started started = plan.start(follower.connection());
            say(
                    started.job(),
                    started.isNew()
                            ? plan.described()
                            : "of an earlier start with the same input, task and options");
            return follower.follow(started.job().id(), file);
        }
    }

    /** Results go into the table, and beside its description. */
    private int runOfTable() {
        if (sample != null) {
            throw CommandException.wrong("--sample is for files; a source takes limit");
        }
        TableJob job = TableJob.of(shell(), options, stack(), tuning);
        ResultFile file = ResultFile.of(shell(), out, job.description());
        try (var follower =
                new JobFollower(shell(), stack(), Connection.open(shell(), stack(), tuning))) {
            Started started = job.start(follower.connection());
            say(started.job(), job.described());
            return follower.follow(started.job().id(), file);
        }
    }

    private void requireSmallerSample(JobPlan plan) {
        if (sample != null && (sample < 1 || sample >= plan.input().rows())) {
            throw CommandException.wrong(
                    "--sample takes from 1 to fewer than all %,d records of the file, not %,d"
                            .formatted(plan.input().rows(), sample));
        }
    }

    /**
     * Runs the sample and asks for the rest.
     *
     * @return false when it was stopped from the keyboard
     */
    private boolean isSampled(JobPlan plan, JobFollower follower, long records) {
        Started started = plan.startSample(follower.connection(), records);
        say(started.job(), "a sample, the first %,d records in real time".formatted(records));
        Optional<JobView> ended = follower.await(started.job().id());
        ended.map(job -> new Sample(job, plan.input(), KnownPrices.of(shell(), tuning)))
                .ifPresent(
                        sampled -> {
                            sampled.lines().forEach(shell().out()::println);
                            sampled.requireSuccess();
                            Consent.toTheRest(options.isAgreed(), shell());
                        });
        return ended.isPresent();
    }

    private void say(JobView job, String what) {
        shell().out().println("Job " + job.id() + ": " + what);
        shell().out().flush();
    }
}
