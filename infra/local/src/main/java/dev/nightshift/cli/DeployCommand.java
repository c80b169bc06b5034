package dev.nightshift.cli;

import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.local.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Deploys the template. */
@Command(
        name = "deploy",
        description = {
            "Makes the stack at AWS, or brings it up to date, with 'sam deploy'. First it says what is",
            "missing for that, and what to do about it; nothing is changed before you agree."
        },
        footer = {
            "  nightshift deploy --dry-run",
            "  nightshift deploy --stage test --param BudgetMonthUsd=50 --param Access=iam",
            "",
            "The stack is called nightshift, with a stage nightshift-STAGE; stages share nothing.",
            "A parameter that is not said keeps the value that the stack has."
        })
final class DeployCommand implements Callable<Integer> {
    /** Names of the functions have 64 characters, which begin with that of the stack. */
    private static final String STAGE = "[a-z][a-z0-9-]{0,19}";

    @Option(names = "--stage", paramLabel = "NAME", description = "Which stack, if several.")
    private String stage = "";

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description = "A parameter of infra/template.yaml; may be said several times.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Where, if AWS_REGION and the profile do not say or say otherwise.")
    private @Nullable String region;

    @Option(names = "--dry-run", description = "Show the command that would be run, and end.")
    private boolean isDry;

    @Option(names = "--yes", description = "Agree beforehand.")
    private boolean isAgreed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private final Shell shell;

    DeployCommand(Shell shell) {
        this.shell = shell;
    }

    boolean isHelp() {
        return help;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!stage.isEmpty() && !stage.matches(STAGE)) {
            throw CommandException.wrong(
                    "--stage must be a small letter and up to 19 letters, digits and hyphens more, was "
                            + stage);
        }
        requireAllowed();
        AwsSetup aws = AwsSetup.of(shell);
        Deployment deployment =
                new Deployment(
                        stage.isEmpty() ? "nightshift" : "nightshift-" + stage,
                        region == null ? aws.region().orElse("") : region,
                        parameters);
        Sam sam = new Sam(shell);
        if (isDry) {
            shell.out().println(Sam.typed(deployment.command()));
        }
        List<String> missing = DeployChecks.missing(sam, aws, deployment, Installation.artefact());
        missing.forEach(shell::complain);
        if (!missing.isEmpty() || isDry) {
            return missing.isEmpty() ? ExitCode.DONE : ExitCode.WRONG_INPUT;
        }
        Consent.toDeploying(
                "Stack %s is made or changed in %s; AWS bills what it uses."
                        .formatted(deployment.stack(), deployment.region()),
                isAgreed,
                shell);
        sam.run(deployment.command());
        sayWhatIsNext(deployment, deployment.address(sam));
        return ExitCode.DONE;
    }

    /** Before anything is asked or called. */
    private void requireAllowed() {
        Map<String, String> values;
        try {
            values =
                    Template.read(Installation.template(), parameters, Map.of(), Place.LOCAL)
                            .parameters();
        } catch (TemplateException e) {
            throw CommandException.wrong("--param: " + e.getMessage());
        }
        if ("jwt".equals(parameters.get("Access"))) {
            for (String needed : List.of("JwtIssuer", "JwtAudience")) {
                if (values.getOrDefault(needed, "").isEmpty()) {
                    throw CommandException.wrong("--param: Access=jwt needs " + needed);
                }
            }
        }
    }

    private void sayWhatIsNext(Deployment deployment, String address) {
        shell.out()
                .println(
                        """
                        The API is at %s
                        Next, with your key in OPENAI_API_KEY:
                          printf %%s "$OPENAI_API_KEY" | aws secretsmanager put-secret-value --region %s --secret-id %s-openai --secret-string file:///dev/stdin
                          infra/nightshift run infra/samples/postings.csv --task qualify --live --endpoint %s"""
                                .formatted(
                                        address, deployment.region(), deployment.stack(), address));
    }
}
