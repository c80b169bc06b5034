package dev.nightshift.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL of a test's own, from Debian's package, in a folder of its own on a free port of
 * this computer. It does not run as root, so root starts it as somebody else.
 */
public final class TestingPostgres implements AutoCloseable {
    private static final Path PROGRAMS = Path.of("/usr/lib/postgresql");
    private static final String PASSWORD = "secret-of-the-test";

    private final Path folder;
    private final Process process;
    private final String url;

    private TestingPostgres(Path folder, Process process, String url) {
        this.folder = folder;
        this.process = process;
        this.url = url;
    }

    /** Starts one; empty, and printed once, where it cannot be. */
    public static Optional<TestingPostgres> start() throws Exception {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            System.out.println(
                    "NOT TESTED on PostgreSQL: no /usr/lib/postgresql/*/bin; apt-get install postgresql");
            return Optional.empty();
        }
        Optional<List<String>> somebody = somebody();
        if (somebody.isEmpty()) {
            System.out.println("NOT TESTED on PostgreSQL: root, and no user nobody to start it as");
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("nightshift-postgres");
        if (!somebody.get().isEmpty()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody"));
        }
        return Optional.of(started(programs.get(), somebody.get(), folder));
    }

    private static TestingPostgres started(Path programs, List<String> somebody, Path folder)
            throws Exception {
        Path password = Files.writeString(Files.createTempFile("nightshift", "pw"), PASSWORD);
        password.toFile().setReadable(true, false);
        Process making =
                run(
                        folder,
                        somebody,
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + folder.resolve("data"),
                        "--username=tester",
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync");
        if (making.waitFor() != 0) {
            throw new IllegalStateException("initdb failed; see " + folder);
        }
        Files.delete(password);
        int port = freePort();
        Process process =
                run(
                        folder,
                        somebody,
                        programs.resolve("postgres").toString(),
                        "-D",
                        folder.resolve("data").toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString(),
                        "-F");
        TestingPostgres server =
                new TestingPostgres(
                        folder, process, "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        () -> {
                            server.connect().close();
                            return true;
                        });
        return server;
    }

    private static Process run(Path folder, List<String> somebody, String... command)
            throws IOException {
        List<String> all = new ArrayList<>(somebody);
        all.addAll(List.of(command));
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(PROGRAMS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PROGRAMS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** What has a command run as somebody who is not root; nothing where nobody is. */
    private static Optional<List<String>> somebody() {
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of(List.of());
        }
        Path setpriv = Path.of("/usr/bin/setpriv");
        return Files.isExecutable(setpriv)
                ? Optional.of(
                        List.of(
                                setpriv.toString(),
                                "--reuid=nobody",
                                "--regid=nogroup",
                                "--clear-groups"))
                : Optional.empty();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String url() {
        return url;
    }

    public String user() {
        return "tester";
    }

    public String password() {
        return PASSWORD;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user(), PASSWORD);
    }

    /** Runs statements, each in a transaction. */
    public void run(String... statements) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
