package dev.nightshift.packaged;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.local.LocalStack;
import dev.nightshift.local.OpenAi;
import dev.nightshift.local.StackDescription;
import dev.nightshift.local.StackSettings;
import dev.nightshift.local.function.Binding;
import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.template.LambdaFunction;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The local cloud with the functions of the packaged zip, each in a process of its own. */
final class PackagedStack implements AutoCloseable {
    static final Path ZIP = Path.of("../../functions/target/nightshift-functions.zip");
    private static final Path TEMPLATE = Path.of("../template.yaml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, PackagedFunction> functions = new HashMap<>();
    private final List<LambdaFunction> declared;
    private final Path unpacked;
    private final LocalStack stack;

    /**
     * @param perRequest how long the simulator takes for each request of a batch, as its setting
     *     has it
     */
    PackagedStack(Path folder, String perRequest) throws IOException {
        unpacked = folder.resolve("task");
        unpack(unpacked);
        declared = Template.read(TEMPLATE, Map.of(), Map.of(), Place.LOCAL).functions();
        List<Binding> bindings = new ArrayList<>();
        for (LambdaFunction one : declared) {
            PackagedFunction function = new PackagedFunction(one, unpacked);
            functions.put(one.logicalId(), function);
            bindings.add(new Binding(one.logicalId(), function.address()));
        }
        stack =
                LocalStack.start(
                        StackSettings.of(TEMPLATE)
                                .in(folder.resolve("stack"))
                                .with(Map.of("PollMinimumSeconds", "1"))
                                .with(bindings)
                                .asking(
                                        new OpenAi.Simulated(
                                                SimulatorSettings.of(
                                                        Map.of(
                                                                "batch.validating", "0",
                                                                "batch.per-request", perRequest,
                                                                "batch.parallelism", "1",
                                                                "batch.finalizing", "0",
                                                                "model.latency", "0")))));
        functions.values().forEach(one -> one.surroundedBy(surroundings()));
    }

    /** Where everything is. */
    StackDescription description() {
        return stack.description();
    }

    /** The functions of the template. */
    List<LambdaFunction> declared() {
        return declared;
    }

    /** One of them. */
    LambdaFunction declared(String logicalId) {
        return declared.stream()
                .filter(one -> one.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    /** A function of the stack. */
    PackagedFunction function(String logicalId) {
        return Objects.requireNonNull(functions.get(logicalId), logicalId);
    }

    /** Another process of a function, which the stack knows nothing of. */
    PackagedFunction another(LambdaFunction function, String... options) throws IOException {
        return new PackagedFunction(function, unpacked, options).surroundedBy(surroundings());
    }

    /** Ends the functions' processes; the stack itself goes on without them. */
    void endFunctions() {
        functions.values().forEach(PackagedFunction::close);
    }

    @Override
    public void close() {
        stack.close();
        endFunctions();
    }

    private static void unpack(Path target) throws IOException {
        try (InputStream file = Files.newInputStream(ZIP);
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(zip, path);
                }
            }
        }
    }

    /** Where AWS and OpenAI are. */
    private Map<String, String> surroundings() {
        StackDescription there = description();
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "AWS_REGION",
                                there.region(),
                                "AWS_ACCESS_KEY_ID",
                                LocalCredentials.ACCESS_KEY_ID,
                                "AWS_SECRET_ACCESS_KEY",
                                LocalCredentials.SECRET_KEY,
                                "AWS_S3_PATH_STYLE_ACCESS_ENABLED",
                                "true",
                                "AWS_SERVICES_S3_ENDPOINT_OVERRIDE",
                                there.s3().toString(),
                                "AWS_SERVICES_DYNAMODB_ENDPOINT_OVERRIDE",
                                there.dynamoDb().toString(),
                                "NIGHTSHIFT_OPENAI_BASE_URL",
                                there.openAi().toString(),
                                "NIGHTSHIFT_OPENAI_API_KEY",
                                "sk-simulated"));
        for (String service : List.of("STATES", "LAMBDA", "SECRETSMANAGER")) {
            all.put(
                    "AWS_SERVICES_%s_ENDPOINT_OVERRIDE".formatted(service),
                    there.cloud().toString());
        }
        return all;
    }

    /** A call of the stack's API. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(at(path), body);
    }

    /** A call of whatever else is there. */
    static HttpResponse<String> post(URI address, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer sk-simulated")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** A call of the stack's API. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private URI at(String path) {
        return description().api().resolve(path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
    }
}
