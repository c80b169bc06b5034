package dev.nightshift.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The nightshift command. */
@Command(
        name = "nightshift",
        versionProvider = Nightshift.Version.class,
        synopsisHeading = "Usage: ",
        customSynopsis = "nightshift COMMAND [OPTION...]",
        description = {
            "Large language-model work in bulk, at half price: a CSV file goes in, a task is done for",
            "every record by OpenAI's Batch API, and typed results and an exact bill come out.",
        },
        descriptionHeading = "%n",
        commandListHeading = "%nCommands ('nightshift COMMAND --help' tells more)%n",
        optionListHeading = "%nOptions%n",
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "  0:every record succeeded or was meant to be left out",
            "  1:something unexpected; one line says what, and where the log is",
            "  2:wrong input or usage; nothing was begun",
            "  3:the job ended, and some records failed, could not be read or were cancelled",
            "  4:the job itself failed",
            "130:stopped from the keyboard; a job that was under way can go on",
        },
        footerHeading = "%nFirst steps%n",
        footer = {
            "  nightshift tasks",
            "  nightshift run infra/samples/postings.csv --task qualify",
            "",
            "Jobs and their files are kept in .nightshift in the current folder. Without --live a",
            "simulator answers in place of OpenAI, and nothing is spent. A stack elsewhere, at AWS",
            "too, is named with --endpoint URL."
        })
public final class Nightshift implements Callable<Integer> {
    private static final int HELP_COLUMNS = 100;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    @Spec private CommandSpec spec = CommandSpec.create();

    private Nightshift() {}

    /** Runs the command that the arguments say, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Shell.ofProcess(), args));
    }

    /** Runs the command that the arguments say, and returns its exit code. */
    static int run(Shell shell, String... args) {
        var complaints = new Complaints(shell);
        return new CommandLine(new Nightshift())
                .addSubcommand(new RunCommand(shell))
                .addSubcommand(new EstimateCommand(shell))
                .addSubcommand(new UpCommand(shell))
                .addSubcommand(new SubmitCommand(shell))
                .addSubcommand(new ContinuousCommand(shell))
                .addSubcommand(new WatchCommand(shell))
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new ResultsCommand(shell))
                .addSubcommand(new CancelCommand(shell))
                .addSubcommand(new RetryCommand(shell))
                .addSubcommand(new ResumeCommand(shell))
                .addSubcommand(new DeleteCommand(shell))
                .addSubcommand(new CostsCommand(shell))
                .addSubcommand(
                        new CommandLine(new WebhookCommand(shell))
                                .addSubcommand(new WebhookCommand.Register(shell))
                                .addSubcommand(new WebhookCommand.Rotate(shell))
                                .addSubcommand(new WebhookCommand.Test(shell))
                                .addSubcommand(new WebhookCommand.Delete(shell)))
                .addSubcommand(new DeployCommand(shell))
                .addSubcommand(new ChatCommand(shell))
                .addSubcommand(
                        new CommandLine(new ConversationsCommand(shell))
                                .addSubcommand(new ConversationsCommand.Show(shell))
                                .addSubcommand(new ConversationsCommand.Delete(shell)))
                .addSubcommand(
                        new CommandLine(new TasksCommand(shell))
                                .addSubcommand("list", new TasksCommand(shell))
                                .addSubcommand(new NewTaskCommand(shell))
                                .addSubcommand(new CheckTaskCommand(shell))
                                .addSubcommand(new OwnTaskCommands.Put(shell))
                                .addSubcommand(new OwnTaskCommands.Show(shell))
                                .addSubcommand(new OwnTaskCommands.Delete(shell)))
                .setOut(writer(shell.out()))
                .setErr(writer(shell.err()))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                shell.isTerminal() ? Ansi.AUTO : Ansi.OFF))
                .setUsageHelpWidth(HELP_COLUMNS)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .execute(commandFirst(args));
    }

    /** The address of a stack may also be said before the command whose option it is. */
    private static String[] commandFirst(String... args) {
        int said =
                args.length == 0
                        ? 0
                        : args[0].equals("--endpoint")
                                ? 2
                                : args[0].startsWith("--endpoint=") ? 1 : 0;
        if (said == 0 || said >= args.length) {
            return args;
        }
        return Stream.concat(Arrays.stream(args).skip(said), Arrays.stream(args).limit(said))
                .toArray(String[]::new);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** Without a command there is nothing to do but to tell which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return help || version ? ExitCode.DONE : ExitCode.WRONG_INPUT;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "nightshift %s (Java %s)"
                        .formatted(Installation.version(), System.getProperty("java.version"))
            };
        }
    }
}
