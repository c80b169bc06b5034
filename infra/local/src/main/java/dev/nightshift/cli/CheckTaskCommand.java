package dev.nightshift.cli;

import dev.nightshift.task.Finding;
import dev.nightshift.task.InvalidTaskException;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskCheck;
import dev.nightshift.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a task's file, and shows what it makes of a record. */
@Command(
        name = "check",
        description = {
            "Says what is wrong with a task's file, and what is doubtful. With a file of records it shows",
            "the request for one of them, its tokens and its price. Nothing is started or sent."
        },
        sortOptions = false,
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions%n",
        footerHeading = "%nExample%n",
        footer = {
            "  nightshift tasks check sort-mail.yaml --sample mail.csv --row 3",
            "",
            "It ends with 0 where the task can be used, though there may be warnings, and with 2 else."
        })
final class CheckTaskCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE.yaml", description = "The task.")
    private String file = "";

    @Option(
            names = "--sample",
            paramLabel = "FILE",
            description = "Records that the task is for: fields that they do not have are errors.")
    private @Nullable Path sample;

    @Option(
            names = "--row",
            paramLabel = "N",
            description = "Which of them to show the request of, from 1.")
    private long row = 1;

    @Mixin private final HintOptions hints = new HintOptions();

    @Option(names = "--json", description = "One JSON object, for machines.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    CheckTaskCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String yaml = TaskChoice.text(shell, file);
        Task task;
        try {
            task = Tasks.kept(yaml, file);
        } catch (InvalidTaskException e) {
            return say(null, e.findings().stream().map(this::inFile).toList(), null);
        }
        if (sample == null) {
            return say(task, TaskCheck.of(task).findings(), null);
        }
        SampleRecord record = SampleRecord.of(shell, sample, hints.hints(), row, task);
        TaskCheck check = TaskCheck.of(task, record.fields());
        return say(
                task,
                check.findings(),
                check.errors().isEmpty()
                        ? CheckedRequest.of(task, KnownPrices.of(shell), record.record())
                        : null);
    }

    /** Without the file's name, which whoever asked knows. */
    private Finding inFile(Finding finding) {
        String prefix = file + ": ";
        return finding.what().startsWith(prefix)
                ? new Finding(true, finding.place(), finding.what().substring(prefix.length()))
                : finding;
    }

    private int say(@Nullable Task task, List<Finding> findings, @Nullable CheckedRequest request) {
        boolean isSound = findings.stream().noneMatch(Finding::isError);
        if (json) {
            shell.out().println(CheckJson.of(file, task, findings, request));
        } else {
            lines(task, findings, request, isSound).forEach(shell.out()::println);
        }
        return isSound ? ExitCode.DONE : ExitCode.WRONG_INPUT;
    }

    private List<String> lines(
            @Nullable Task task,
            List<Finding> findings,
            @Nullable CheckedRequest request,
            boolean isSound) {
        List<String> lines = new ArrayList<>();
        findings.stream()
                .sorted((a, b) -> Boolean.compare(b.isError(), a.isError()))
                .map(finding -> (finding.isError() ? "error: " : "warning: ") + finding.message())
                .forEach(lines::add);
        if (isSound && task != null) {
            lines.add("%s can be used: %s on %s".formatted(file, task.reference(), task.model()));
        }
        if (request != null) {
            lines.addAll(request.lines());
        }
        return lines;
    }

    boolean isHelp() {
        return help;
    }
}
