package dev.nightshift.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The checkout that this program was built in. */
final class Installation {
    private Installation() {}

    /** The template of the deployment, which the local stack goes by, too. */
    static Path template() {
        return home().resolve("infra").resolve("template.yaml");
    }

    /** What Lambda is given: the functions and their libraries. */
    static Path artefact() {
        return home().resolve("functions").resolve("target").resolve("nightshift-functions.zip");
    }

    static String version() {
        try (InputStream in = Installation.class.getResourceAsStream("version.txt")) {
            return in == null
                    ? "unknown"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The launcher names it; without one it is found by the place of the classes, {@code
     * infra/local/target/…} in it.
     */
    private static Path home() {
        String named = System.getProperty("nightshift.home");
        if (named != null) {
            return Path.of(named);
        }
        try {
            Path classes =
                    Path.of(
                            Installation.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return classes.resolve("../../../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
