package dev.nightshift.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** What the user has set up for AWS's own programs, in the environment and in {@code ~/.aws}. */
final class AwsSetup {
    private static final List<String> CREDENTIALS =
            List.of(
                    "AWS_ACCESS_KEY_ID",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                    "AWS_WEB_IDENTITY_TOKEN_FILE");

    private final Map<String, String> environment;
    private final Optional<Profile> profile;

    private AwsSetup(Map<String, String> environment, Optional<Profile> profile) {
        this.environment = environment;
        this.profile = profile;
    }

    static AwsSetup of(Shell shell) {
        Map<String, String> environment = shell.environment();
        Path folder = shell.resolve(Path.of(environment.getOrDefault("HOME", "."), ".aws"));
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(files, ProfileFile.Type.CONFIGURATION, shell, "AWS_CONFIG_FILE", folder, "config");
        add(
                files,
                ProfileFile.Type.CREDENTIALS,
                shell,
                "AWS_SHARED_CREDENTIALS_FILE",
                folder,
                "credentials");
        return new AwsSetup(
                environment,
                files.build().profile(environment.getOrDefault("AWS_PROFILE", "default")));
    }

    private static void add(
            ProfileFile.Aggregator files,
            ProfileFile.Type type,
            Shell shell,
            String variable,
            Path folder,
            String name) {
        String named = shell.environment().get(variable);
        Path file = named == null ? folder.resolve(name) : shell.resolve(Path.of(named));
        if (Files.isReadable(file)) {
            files.addFile(ProfileFile.builder().type(type).content(file).build());
        }
    }

    /** Whether there is anything by which one could be let in; whether it holds, AWS says. */
    boolean hasCredentials() {
        return CREDENTIALS.stream().anyMatch(environment::containsKey)
                || profile.stream()
                        .flatMap(one -> one.properties().keySet().stream())
                        .anyMatch(key -> !key.equals("region") && !key.equals("output"));
    }

    /** The region that they say. */
    Optional<String> region() {
        return Stream.of(
                        environment.get("AWS_REGION"),
                        environment.get("AWS_DEFAULT_REGION"),
                        profile.flatMap(one -> one.property("region")).orElse(null))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
