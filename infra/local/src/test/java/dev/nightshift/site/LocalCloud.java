package dev.nightshift.site;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.nightshift.local.LocalStack;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.TestingPorts;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.time.ScaledTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.regions.Region;

/** The local cloud as a site, with the function of the tests' own template. */
final class LocalCloud {
    private static final Path TEMPLATE = Path.of("src/test/resources/stack/template.yaml");

    private LocalCloud() {}

    static Site open() {
        Path folder = emptyFolder();
        ScaledTimeline time = ScaledTimeline.real();
        LocalStack stack =
                LocalStack.start(
                        StackSettings.of(TEMPLATE).in(folder).at(TestingPorts.freeBase()).by(time));
        StackDescription at = stack.description();
        var services =
                new Site.Services(
                        new Service.At(at.s3()),
                        new Service.At(at.dynamoDb()),
                        new Service.At(at.cloud()),
                        new Service.At(URI.create("EchoFunction")));
        var site =
                new Site(
                        "the local cloud",
                        services,
                        LocalCredentials.provider(),
                        Region.of(at.region()));
        site.add(() -> MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE));
        site.add(time);
        site.add(stack);
        return site;
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("nightshift-site");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
