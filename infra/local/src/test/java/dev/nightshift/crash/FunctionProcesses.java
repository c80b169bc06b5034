package dev.nightshift.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.crash.Sandboxes.Answer;
import dev.nightshift.local.StackDescription;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Processes that host functions which are to halt in them, one at a time for a job and a spare one
 * that is starting: where one has halted the spare one is next.
 *
 * <p>The first one hosts all that a job needs. What it loads is kept for those after it, which
 * begin in a fraction of the time.
 */
final class FunctionProcesses implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final StackDescription stack;
    private final Path folder;
    private final InstantSource clock;
    private final Path loaded;
    private final String classPath;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Plan, Hosting> hosts = new HashMap<>();
    private CompletableFuture<Hosting> spare;
    private volatile boolean hasLearned;

    /**
     * @param folder an empty one
     */
    FunctionProcesses(StackDescription stack, Path folder, InstantSource clock) throws IOException {
        this.stack = stack;
        this.folder = folder;
        this.clock = clock;
        loaded = folder.resolve("loaded.aot");
        classPath = JarredClassPath.in(folder);
        spare = starting("-XX:AOTCacheOutput=" + loaded);
    }

    /** Ends the process that has worked for a job, and has others begin as it has. */
    synchronized void learnFrom(Plan plan) throws IOException, InterruptedException {
        Hosting first = Objects.requireNonNull(hosts.remove(plan));
        first.process().getOutputStream().close();
        first.process().waitFor();
        if (!Files.exists(loaded)) {
            throw new IOException("the first process has kept nothing of what it loaded");
        }
        spare.join().process().destroyForcibly();
        spare = starting("-XX:AOTCache=" + loaded);
        hasLearned = true;
    }

    /** Whether a step is to be done here. */
    boolean takes(Plan plan, String step) {
        return !hasLearned || plan.isFatalIn(step);
    }

    /** Runs an invocation; one that a halt cut off is answered as Lambda does. */
    Answer invoked(String function, byte[] event, Plan plan) throws IOException {
        Hosting host = host(plan);
        HttpRequest request =
                HttpRequest.newBuilder(host.address().resolve("/" + function))
                        .header(FunctionProcess.NOW, clock.instant().toString())
                        .header(FunctionProcess.HALT_AT, JSON.writeValueAsString(plan.namesLeft()))
                        .POST(BodyPublishers.ofByteArray(event))
                        .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            boolean failed = answer.headers().firstValue("X-Amz-Function-Error").isPresent();
            return new Answer(answer.body(), failed);
        } catch (IOException brokenOff) {
            List<String> where = host.halted().join();
            where.forEach(plan::noteDeath);
            replace(plan, host);
            return Sandboxes.died(String.join(", ", where));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private synchronized Hosting host(Plan plan) {
        return hosts.computeIfAbsent(
                plan,
                _ -> {
                    Hosting ready = spare.join();
                    spare = starting("-XX:AOTCache=" + loaded);
                    return ready;
                });
    }

    private synchronized void replace(Plan plan, Hosting gone) {
        hosts.remove(plan, gone);
    }

    private CompletableFuture<Hosting> starting(String cache) {
        return CompletableFuture.supplyAsync(() -> started(cache), threads);
    }

    private Hosting started(String cache) {
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-Xlog:disable",
                                    cache,
                                    "-cp",
                                    classPath,
                                    FunctionProcess.class.getName(),
                                    stack.toJson(),
                                    folder.toString())
                            .redirectError(folder.resolve("errors.txt").toFile())
                            .start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String port = said.readLine();
            CompletableFuture<List<String>> halted =
                    CompletableFuture.supplyAsync(() -> said.lines().toList(), threads);
            return new Hosting(process, URI.create("http://127.0.0.1:" + port), halted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        hosts.values().forEach(host -> host.process().destroyForcibly());
        spare.join().process().destroyForcibly();
    }

    /** A process, and at which points it says that it halts. */
    private record Hosting(Process process, URI address, CompletableFuture<List<String>> halted) {}
}
