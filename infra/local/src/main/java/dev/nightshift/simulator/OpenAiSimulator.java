package dev.nightshift.simulator;

import static java.util.Map.entry;

import dev.nightshift.simulator.batch.BatchApi;
import dev.nightshift.simulator.batch.Batches;
import dev.nightshift.simulator.chance.Chance;
import dev.nightshift.simulator.file.FileApi;
import dev.nightshift.simulator.file.FileStore;
import dev.nightshift.simulator.http.Calls;
import dev.nightshift.simulator.http.Endpoint;
import dev.nightshift.simulator.http.Front;
import dev.nightshift.simulator.model.Model;
import dev.nightshift.simulator.model.ModelApi;
import dev.nightshift.simulator.model.ResponseStore;
import dev.nightshift.simulator.provider.Azure;
import dev.nightshift.simulator.provider.Groq;
import dev.nightshift.simulator.webhook.Deliveries;
import dev.nightshift.simulator.webhook.Listeners;
import dev.nightshift.simulator.webhook.WebhookApi;
import dev.nightshift.time.Timeline;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A running simulator. What it knows is kept under its directory, so that the next one started
 * there goes on where this one stopped:
 *
 * <pre>
 * files/      uploads and results
 * batches/    batches, and the inputs of those that are not over
 * responses/  responses that can be gone on from
 * webhooks/   endpoints that are told when a batch is over
 * </pre>
 */
public final class OpenAiSimulator implements AutoCloseable {
    private final Front front;
    private final Batches batches;
    private final Deliveries deliveries;
    private final Calls calls;

    private OpenAiSimulator(Front front, Batches batches, Deliveries deliveries, Calls calls) {
        this.front = front;
        this.batches = batches;
        this.deliveries = deliveries;
        this.calls = calls;
    }

    /**
     * Starts a simulator on loopback.
     *
     * @param dataDir made when it does not exist; belongs to one simulator at a time
     * @param port 0 for any that is free
     * @throws IOException when the directory cannot be used or the port is taken
     */
    public static OpenAiSimulator start(
            SimulatorSettings settings, Path dataDir, int port, Timeline time) throws IOException {
        Chance chance = new Chance(settings.seed());
        Calls calls = new Calls();
        FileStore files = FileStore.open(dataDir.resolve("files"), time);
        ResponseStore responses = ResponseStore.open(dataDir.resolve("responses"));
        Model model = new Model(settings.model(), chance);
        Listeners listeners = Listeners.open(dataDir.resolve("webhooks"));
        Deliveries deliveries = new Deliveries(listeners, settings.webhookFaults(), chance, time);
        Batches batches =
                Batches.open(
                        dataDir.resolve("batches"),
                        settings.batch(),
                        settings.batchFaults(),
                        settings.lineFaults(),
                        files,
                        model,
                        responses,
                        chance,
                        deliveries::tell,
                        time);
        Map<Endpoint, Front.Handler> handlers =
                handlers(
                        new FileApi(files, settings.files(), settings.provider()),
                        new BatchApi(batches, time),
                        new ModelApi(model, responses, time),
                        new WebhookApi(listeners, deliveries, time));
        Map<Endpoint, Front.Handler> offered =
                switch (settings.provider()) {
                    case OPENAI -> handlers;
                    case AZURE -> Azure.over(handlers);
                    case GROQ -> Groq.over(handlers);
                };
        Front front =
                new Front(port, settings.provider(), offered, settings.http(), calls, chance, time);
        return new OpenAiSimulator(front, batches, deliveries, calls);
    }

    /** What clients take for their base URL; it ends in {@code /v1}. */
    public URI baseUrl() {
        return front.baseUrl();
    }

    /** How often each endpoint has been called. */
    public Calls calls() {
        return calls;
    }

    /** How many batches have been created since the directory was new. */
    public int batchesCreated() {
        return batches.created();
    }

    /** Events that are being delivered at this moment. */
    public int eventsOnTheirWay() {
        return deliveries.underWay();
    }

    /** Stops at once, in the middle of whatever goes on. */
    @Override
    public void close() {
        front.close();
        batches.close();
        deliveries.close();
    }

    private static Map<Endpoint, Front.Handler> handlers(
            FileApi files, BatchApi batches, ModelApi model, WebhookApi webhooks) {
        return Map.ofEntries(
                entry(Endpoint.FILES_CREATE, files::create),
                entry(Endpoint.FILES_LIST, files::list),
                entry(Endpoint.FILES_GET, files::get),
                entry(Endpoint.FILES_DELETE, files::delete),
                entry(Endpoint.FILES_CONTENT, files::content),
                entry(Endpoint.BATCHES_CREATE, batches::create),
                entry(Endpoint.BATCHES_LIST, batches::list),
                entry(Endpoint.BATCHES_GET, batches::get),
                entry(Endpoint.BATCHES_CANCEL, batches::cancel),
                entry(Endpoint.CHAT_CREATE, model::chat),
                entry(Endpoint.RESPONSES_CREATE, model::respond),
                entry(Endpoint.RESPONSES_INPUT_TOKENS, model::inputTokens),
                entry(Endpoint.RESPONSES_GET, model::response),
                entry(Endpoint.RESPONSES_DELETE, model::deleteResponse),
                entry(Endpoint.MODELS_LIST, model::models),
                entry(Endpoint.MODELS_GET, model::oneModel),
                entry(Endpoint.WEBHOOKS_CREATE, webhooks::create),
                entry(Endpoint.WEBHOOKS_LIST, webhooks::list),
                entry(Endpoint.WEBHOOKS_GET, webhooks::get),
                entry(Endpoint.WEBHOOKS_UPDATE, webhooks::update),
                entry(Endpoint.WEBHOOKS_DELETE, webhooks::delete),
                entry(Endpoint.WEBHOOKS_ROTATE_SECRET, webhooks::rotateSecret),
                entry(Endpoint.WEBHOOKS_TEST, webhooks::test));
    }
}
