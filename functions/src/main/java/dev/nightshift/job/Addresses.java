package dev.nightshift.job;

import dev.nightshift.openai.OpenAiSettings;
import dev.nightshift.task.Endpoint;
import dev.nightshift.task.Task;
import jakarta.inject.Singleton;

/** Where requests go, and what the provider calls their models. */
@Singleton
public final class Addresses {
    private final OpenAiSettings settings;

    public Addresses(OpenAiSettings settings) {
        this.settings = settings;
    }

    /** The task as the provider is asked for it: its model's name there, an endpoint it has. */
    public Task of(Task task) {
        return task.sentTo(
                settings.provider().hasResponses() ? task.endpoint() : Endpoint.CHAT_COMPLETIONS,
                settings.deployment(task.model()));
    }
}
