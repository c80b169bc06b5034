package dev.nightshift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.cli.TestingUser.Said;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a program named sam that notes how it is called. */
class DeployTest {
    private static final String SAM =
            """
            #!/bin/sh
            for word in "$@"; do echo "$word" >> "$NOTES"; done
            case $1 in
              deploy) echo "Successfully created"; exit "${FAILS:-0}" ;;
              list) echo '[{"OutputKey":"ApiUrl","OutputValue":"https://a1.execute-api.eu-central-1.amazonaws.com"}]' ;;
            esac
            """;

    @TempDir private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("");

    /** A checkout with an artefact, somebody with credentials, and sam. */
    @BeforeEach
    void setUp() throws IOException {
        home = folder.resolve("home");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        assertThat(Files.writeString(bin.resolve("sam"), SAM).toFile().setExecutable(true))
                .isTrue();
        environment.putAll(
                Map.of(
                        "PATH", bin.toString(),
                        "HOME", home.toString(),
                        "NOTES", folder.resolve("notes").toString(),
                        "AWS_ACCESS_KEY_ID", "AKIA",
                        "AWS_REGION", "eu-central-1"));
    }

    @Test
    void deploysTheStageAndSaysWhatComesNext() throws IOException {
        Said said =
                user().typing("y\n")
                        .atTerminal(100)
                        .types(
                                "deploy",
                                "--stage",
                                "test",
                                "--param",
                                "ContinuousEvery=rate(5 minutes)",
                                "--param",
                                "ContinuousInput={\"task\":\"a b\"}");

        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(calls())
                .startsWith("deploy", "--template-file", Installation.template().toString())
                .containsSequence("--stack-name", "nightshift-test", "--region", "eu-central-1")
                .containsSequence(
                        "--parameter-overrides",
                        "ContinuousEvery=\"rate(5 minutes)\"",
                        "ContinuousInput=\"{\\\"task\\\":\\\"a b\\\"}\"",
                        "list");
        assertThat(said.out())
                .contains(
                        "Stack nightshift-test is made or changed in eu-central-1",
                        "Successfully created",
                        "The API is at https://a1.execute-api.eu-central-1.amazonaws.com",
                        "--secret-id nightshift-test-openai",
                        "--live --endpoint https://a1.execute-api.eu-central-1.amazonaws.com");
    }

    @Test
    void aDryRunShowsTheCommandAndCallsNothing() {
        Said said = user().types("deploy", "--dry-run", "--param", "BudgetMonthUsd=50");

        assertThat(said.code()).isZero();
        assertThat(said.out())
                .isEqualTo(
                        "sam deploy --template-file %s --stack-name nightshift --region eu-central-1 --resolve-s3 --capabilities CAPABILITY_IAM --no-confirm-changeset --no-fail-on-empty-changeset --parameter-overrides 'BudgetMonthUsd=\"50\"'\n"
                                .formatted(Installation.template()));
        assertThat(folder.resolve("notes")).doesNotExist();
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        environment.keySet().removeAll(List.of("PATH", "AWS_ACCESS_KEY_ID", "AWS_REGION"));

        Said said = user().types("deploy", "--yes");

        assertThat(said.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said.errLines())
                .anySatisfy(line -> assertThat(line).contains("no sam on the path; install"))
                .anySatisfy(line -> assertThat(line).contains("no credentials for AWS; run"))
                .anySatisfy(line -> assertThat(line).contains("no region; say --region"));
    }

    @Test
    void credentialsAndRegionMayLieInTheHome() throws IOException {
        environment.keySet().removeAll(List.of("AWS_ACCESS_KEY_ID", "AWS_REGION"));
        environment.put("AWS_PROFILE", "work");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(
                home.resolve(".aws/config"),
                "[profile work]\nregion = us-west-2\nsso_session = us\n");

        Said said = user().types("deploy", "--dry-run");

        assertThat(said.err()).isEmpty();
        assertThat(said.out()).contains("--region us-west-2");
    }

    @Test
    void whatTheTemplateDoesNotAllowIsRefusedBeforeAnythingElse() {
        environment.remove("PATH");
        for (String[] wrong :
                new String[][] {
                    {"--param", "Colour=red"},
                    {"--param", "BatchMaxRequests=50001"},
                    {"--param", "Access=jwt"},
                    {"--stage", "Test!"}
                }) {
            Said said = user().types("deploy", "--yes", wrong[0], wrong[1]);

            assertThat(said.code()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(said.errLines()).singleElement().asString().contains(wrong[0]);
        }
    }

    @Test
    void nobodyIsTakenToHaveAgreed() {
        Said said = user().types("deploy");

        assertThat(said.code()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said.err()).contains("nothing was deployed; add --yes to agree to it");
        assertThat(folder.resolve("notes")).doesNotExist();
    }

    @Test
    void aFailureOfSamIsOne() {
        environment.put("FAILS", "3");

        Said said = user().types("deploy", "--yes");

        assertThat(said.code()).isEqualTo(ExitCode.JOB_FAILED);
        assertThat(said.err()).contains("sam deploy ended with exit code 3");
        assertThat(said.out()).contains("Successfully created").doesNotContain("The API is at");
    }

    @Test
    void anArtefactThatLambdaWouldNotTakeIsNamed() throws IOException {
        Path artefact = folder.resolve("nightshift-functions.zip");
        Deployment anywhere = new Deployment("nightshift", "eu-central-1", Map.of());
        Shell shell = user().shell(new ByteArrayOutputStream(), new ByteArrayOutputStream());
        Sam sam = new Sam(shell);

        assertThat(DeployChecks.missing(sam, AwsSetup.of(shell), anywhere, artefact))
                .singleElement()
                .asString()
                .contains("is not there; infra/nightshift builds it");
        Files.writeString(artefact, "no zip");
        assertThat(DeployChecks.missing(sam, AwsSetup.of(shell), anywhere, artefact))
                .singleElement()
                .asString()
                .contains("is no zip file");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(artefact))) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("lib/large.jar"));
            byte[] megabyte = new byte[1 << 20];
            for (int i = 0; i < 251; i++) {
                zip.write(megabyte);
            }
        }
        assertThat(DeployChecks.missing(sam, AwsSetup.of(shell), anywhere, artefact))
                .singleElement()
                .asString()
                .contains("has 251 MB unpacked, and Lambda takes 250");
    }

    private TestingUser user() {
        return TestingUser.in(folder).withEnvironment(environment);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("notes"));
    }
}
