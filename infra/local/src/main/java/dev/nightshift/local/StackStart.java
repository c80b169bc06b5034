package dev.nightshift.local;

import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.server.CloudServer;
import dev.nightshift.local.server.DynamoDbServer;
import dev.nightshift.local.server.HttpApi;
import dev.nightshift.local.server.Loopback;
import dev.nightshift.local.server.S3Server;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.local.template.TemplateException;
import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.wire.StepFunctionsApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One start of a stack; whatever was started is closed again if the rest cannot be. */
final class StackStart {
    private static final Duration PATIENCE_WITH_FUNCTIONS = Duration.ofSeconds(2);

    private final StackSettings settings;
    private final Path dataDir;
    private final Place place = Place.LOCAL;
    private final Parts parts = new Parts();

    StackStart(StackSettings settings) {
        this.settings = settings;
        this.dataDir = settings.dataDir();
    }

    LocalStack run() {
        try {
            return started();
        } catch (TemplateException e) {
            parts.close();
            throw new LocalStackException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            parts.close();
            throw Trouble.with(dataDir, e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private LocalStack started() throws IOException {
        Files.createDirectories(dataDir);
        parts.add(StackLock.take(dataDir));
        parts.add(StackLog.open(dataDir.resolve("log")));
        Ports ports = Ports.free(settings.basePort());
        OpenAiAccess openAi = OpenAiAccess.of(settings.openAi(), ports.openAi());
        Template template =
                Template.read(settings.template(), settings.parameters(), openAi.defaults(), place);

        startStores(ports, template);
        return startRest(ports, openAi, template);
    }

    private void startStores(Ports ports, Template template) throws IOException {
        CompletableFuture<Void> s3 =
                inParallel(() -> S3Server.start(data("s3"), ports.s3(), template.bucket()));
        CompletableFuture<Void> dynamoDb =
                inParallel(
                        () ->
                                DynamoDbServer.start(
                                        data("dynamodb"),
                                        ports.dynamoDb(),
                                        place.region(),
                                        template.table()));
        awaitAll(s3, dynamoDb);
    }

    /** In such an order that, closed in the opposite one, nothing is asked that is gone. */
    private LocalStack startRest(Ports ports, OpenAiAccess openAi, Template template)
            throws IOException {
        FunctionHost functions =
                parts.add(
                        new FunctionHost(
                                template.functions(),
                                Surroundings.of(place.region(), ports, openAi)));
        Path store = Files.createDirectories(data("statemachine")).resolve("executions.mv");
        Engine engine = parts.add(EngineSetup.open(store, place, settings.timeline(), functions));
        EngineSetup.deploy(engine, template.stateMachine(), place);
        parts.add(CloudServer.start(ports.cloud(), new StepFunctionsApi(engine), functions));
        parts.add(() -> functions.drain(PATIENCE_WITH_FUNCTIONS));
        functions.open();
        return announced(ports, openAi, template);
    }

    private LocalStack announced(Ports ports, OpenAiAccess openAi, Template template)
            throws IOException {
        StackDescription description =
                new StackDescription(
                        ProcessHandle.current().pid(),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        Loopback.uri(ports.api()),
                        Loopback.uri(ports.s3()),
                        Loopback.uri(ports.dynamoDb()),
                        Loopback.uri(ports.cloud()),
                        openAi.baseUrl(),
                        openAi.simulated(),
                        place.region(),
                        template.bucket().name(),
                        template.table().name(),
                        template.stateMachine().arn());
        parts.add(HttpApi.start(ports.api(), description.toJson()));
        RunningStack.announce(dataDir, description);
        parts.add(() -> RunningStack.withdraw(dataDir));
        return new LocalStack(description, parts);
    }

    private Path data(String of) {
        return dataDir.resolve("data").resolve(of);
    }

    private CompletableFuture<Void> inParallel(Starter starter) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        parts.add(starter.start());
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofPlatform().name("stack-start").start(task));
    }

    private static void awaitAll(CompletableFuture<?>... starts) throws IOException {
        try {
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw e;
            }
        }
    }

    /** Starts one part. */
    private interface Starter {
        AutoCloseable start() throws IOException;
    }
}
