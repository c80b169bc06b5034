package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindJdkTest {
    private static final Path SCRIPT = Installation.template().resolveSibling("find-jdk");

    @TempDir private Path folder;

    @Test
    void takesTheJdkThatJavaHomeNames() throws IOException, InterruptedException {
        Path jdk = jdk("25.0.9");

        assertThat(found(jdk, SCRIPT)).isEqualTo(jdk.toString());
    }

    @Test
    void passesOverAnotherVersion() throws IOException, InterruptedException {
        Path jdk = jdk("21.0.2");

        assertThat(found(jdk, SCRIPT)).isNotEqualTo(jdk.toString());
    }

    @Test
    void worksThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), SCRIPT);
        Path jdk = jdk("25");

        String found = found(jdk, link);
        Files.delete(link);

        assertThat(found).isEqualTo(jdk.toString());
    }

    /** What only looks like a JDK. */
    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdk");
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String program : new String[] {"java", "javac"}) {
            assertThat(Files.writeString(bin.resolve(program), "").toFile().setExecutable(true))
                    .isTrue();
        }
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return home;
    }

    private static String found(Path javaHome, Path script)
            throws IOException, InterruptedException {
        ProcessBuilder call = new ProcessBuilder(script.toString()).redirectErrorStream(true);
        Map<String, String> environment = call.environment();
        environment.put("JAVA_HOME", javaHome.toString());
        Process process = call.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said.strip();
    }
}
