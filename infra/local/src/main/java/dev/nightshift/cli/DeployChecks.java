package dev.nightshift.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What a deployment needs and does not have. */
final class DeployChecks {
    /**
     * <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">What Lambda
     * takes.</a>
     */
    private static final long LARGEST_UNPACKED = 250L << 20;

    private DeployChecks() {}

    /** A sentence for each thing that is missing, with what to do about it; empty for nothing. */
    static List<String> missing(Sam sam, AwsSetup aws, Deployment deployment, Path artefact) {
        List<String> missing = new ArrayList<>();
        if (sam.program().isEmpty()) {
            missing.add(
                    "no sam on the path; install AWS's SAM CLI:"
                            + " https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html");
        }
        if (!aws.hasCredentials()) {
            missing.add(
                    "no credentials for AWS; run 'aws configure sso', name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        if (deployment.region().isEmpty()) {
            missing.add("no region; say --region eu-central-1, or set AWS_REGION");
        }
        if (!Files.exists(artefact)) {
            missing.add(
                    "%s is not there; infra/nightshift builds it, as does 'mvn -pl functions package'"
                            .formatted(artefact));
        } else {
            checkSize(artefact, missing);
        }
        return missing;
    }

    private static void checkSize(Path artefact, List<String> missing) {
        try (ZipFile zip = new ZipFile(artefact.toFile())) {
            long unpacked = zip.stream().mapToLong(ZipEntry::getSize).sum();
            if (unpacked > LARGEST_UNPACKED) {
                missing.add(
                        "%s has %d MB unpacked, and Lambda takes 250; leave a library out"
                                .formatted(artefact, unpacked >> 20));
            }
        } catch (IOException e) {
            missing.add("%s is no zip file; delete it, and it is built anew".formatted(artefact));
        }
    }
}
