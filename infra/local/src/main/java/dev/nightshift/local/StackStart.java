package dev.nightshift.local;

import dev.nightshift.local.function.AsyncInvoker;
import dev.nightshift.local.function.FunctionHost;
import dev.nightshift.local.function.Schedules;
import dev.nightshift.local.server.CloudServer;
import dev.nightshift.local.server.DynamoDbServer;
import dev.nightshift.local.server.EventBuses;
import dev.nightshift.local.server.HttpApi;
import dev.nightshift.local.server.Loopback;
import dev.nightshift.local.server.MailRoom;
import dev.nightshift.local.server.ObjectEvents;
import dev.nightshift.local.server.S3Server;
import dev.nightshift.local.server.Secrets;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Template;
import dev.nightshift.local.template.TemplateException;
import dev.nightshift.simulator.OpenAiSimulator;
import dev.nightshift.simulator.SimulatorSettings;
import dev.nightshift.statemachine.Engine;
import dev.nightshift.statemachine.wire.StepFunctionsApi;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of a stack; whatever was started is closed again if the rest cannot be. */
final class StackStart {
    private static final Logger LOG = LoggerFactory.getLogger(StackStart.class);
    private static final Duration PATIENCE_WITH_FUNCTIONS = Duration.ofSeconds(2);

    /** How long rows are kept where the template has no parameter that says so. */
    private static final int DAYS_KEPT = 30;

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
        long begun = System.nanoTime();
        Files.createDirectories(dataDir);
        parts.add(StackLock.take(dataDir));
        parts.add(StackLog.open(dataDir.resolve("log")));
        parts.add(() -> LOG.info("Stopped"));
        Timeline time = time();
        Ports ports = Ports.free(settings.basePort());
        OpenAiAccess openAi = OpenAiAccess.of(settings.openAi(), ports.openAi());
        Template template =
                Template.read(settings.template(), settings.parameters(), openAi.defaults(), place);

        FunctionHost functions =
                new FunctionHost(
                        template.functions(),
                        settings.elsewhere(),
                        surroundings(ports, openAi),
                        time);
        AsyncInvoker invoker = AsyncInvoker.open(data("events"), functions, time);
        Stores stores = startStores(ports, template, objectEvents(template, invoker, time), time);
        Engine engine;
        try {
            parts.add(functions);
            engine = startMachine(ports, template, functions, invoker, time);
        } finally {
            stores.await();
        }
        functions.open();
        parts.add(Schedules.start(template.triggers().schedules(), invoker, time, place));
        LocalStack stack = announced(ports, openAi, template, functions, time, engine);
        LOG.info(
                "Started in {} ms at {}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                stack.description().api());
        return stack;
    }

    private Timeline time() throws IOException {
        Timeline given = settings.timeline();
        return given == null
                ? parts.add(FolderTime.open(dataDir, settings.timeScale())).timeline()
                : given;
    }

    private ObjectEvents objectEvents(Template template, AsyncInvoker invoker, Timeline time) {
        return new ObjectEvents(
                template.bucket().name(), template.triggers().objectRules(), invoker, time, place);
    }

    private Stores startStores(Ports ports, Template template, ObjectEvents events, Timeline time) {
        Stores stores = parts.add(new Stores());
        stores.start(
                () ->
                        S3Server.start(
                                FolderBucket.store(dataDir),
                                ports.s3(),
                                template.bucket(),
                                events));
        stores.start(
                () ->
                        DynamoDbServer.start(
                                data("dynamodb"),
                                ports.dynamoDb(),
                                place.region(),
                                template.table()));
        if (settings.openAi() instanceof OpenAi.Simulated(SimulatorSettings simulator)) {
            stores.start(
                    () -> OpenAiSimulator.start(simulator, data("openai"), ports.openAi(), time));
        }
        return stores;
    }

    /**
     * Opens the engine while the stores start: the functions it goes on with wait for them. At the
     * end the functions are drained first, while all they use still answers.
     */
    private Engine startMachine(
            Ports ports,
            Template template,
            FunctionHost functions,
            AsyncInvoker invoker,
            Timeline time)
            throws IOException {
        Path store = Files.createDirectories(data("statemachine")).resolve("executions.mv");
        Engine engine =
                parts.add(
                        EngineSetup.open(
                                store,
                                place,
                                time,
                                functions,
                                new EventBuses(dataDir.resolve("events.jsonl"), time, place),
                                new MailRoom(dataDir.resolve("mail"), time)));
        EngineSetup.deploy(engine, template.stateMachine(), place);
        parts.add(
                CloudServer.start(
                        ports.cloud(),
                        new StepFunctionsApi(engine),
                        functions,
                        invoker,
                        new Secrets(template.secrets())));
        parts.add(() -> functions.drain(PATIENCE_WITH_FUNCTIONS));
        return engine;
    }

    private LocalStack announced(
            Ports ports,
            OpenAiAccess openAi,
            Template template,
            FunctionHost functions,
            Timeline time,
            Engine engine)
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
                        template.stateMachine().arn(),
                        retentionDays(template));
        parts.add(
                HttpApi.start(
                        ports.api(),
                        description.toJson(),
                        template.triggers().routes(),
                        template.triggers().cors(),
                        functions,
                        time,
                        HttpApi.PATIENCE));
        RunningStack.announce(dataDir, description);
        parts.add(() -> RunningStack.withdraw(dataDir));
        return new LocalStack(description, time, engine, functions, parts);
    }

    private Map<String, Object> surroundings(Ports ports, OpenAiAccess openAi) throws IOException {
        Path scratch = Scratch.emptied(dataDir.resolve("tmp"));
        Map<String, Object> properties = Surroundings.of(place.region(), ports, openAi, scratch);
        Database database = settings.database();
        if (database != null) {
            properties.putAll(database.properties());
        }
        return properties;
    }

    private static int retentionDays(Template template) {
        String days = template.parameters().get("RetentionDays");
        return days == null ? DAYS_KEPT : Integer.parseInt(days);
    }

    private Path data(String of) {
        return dataDir.resolve("data").resolve(of);
    }
}
