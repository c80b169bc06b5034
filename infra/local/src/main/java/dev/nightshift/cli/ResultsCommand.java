package dev.nightshift.cli;

import dev.nightshift.cli.api.JobView;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings the results of a job that is over. */
@Command(
        name = "results",
        description = "Brings the results and the report of a job that is over.",
        footer = {
            "  nightshift results 20261121-k7q --out leads.jsonl",
            "",
            "Without --out they go to the current folder, named after the job's input."
        })
final class ResultsCommand extends StackCommand {
    @Parameters(paramLabel = "JOB", description = "The job's id, or the beginning of it.")
    private String job = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File of the results; its ending csv, jsonl or json says the form.")
    private @Nullable Path out;

    ResultsCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        try (Connection connection = connectToJobs()) {
            JobView found = JobLookup.find(connection.jobs(), job);
            ResultFile file = ResultFile.of(shell(), out, inThisFolder(found));
            if (!found.isOver()) {
                throw CommandException.wrong(
                        "job %s is not over yet; 'nightshift watch %s%s' follows it to its end"
                                .formatted(found.id(), found.id(), stack().again(shell())));
            }
            var download = new Download(connection.jobs(), found.id());
            if (!download.hasResults()) {
                throw new CommandException(
                        ExitCode.JOB_FAILED,
                        "job %s has no results; it failed: %s"
                                .formatted(found.id(), found.failure()));
            }
            download.results(file);
            download.report(file);
            var places = new TextTable("", "ll").add("results", shell().typed(file.path()));
            if (download.isGrouped() && !file.grouped().equals(file.path())) {
                places.add("grouped", shell().typed(file.grouped()));
            }
            if (download.isHandedOver()) {
                places.add("handover", shell().typed(file.handover()));
            }
            places.add("report", shell().typed(file.report()))
                    .lines()
                    .forEach(shell().out()::println);
            return ExitCode.DONE;
        }
    }
}
