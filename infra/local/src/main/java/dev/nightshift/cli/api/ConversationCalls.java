package dev.nightshift.cli.api;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API's calls about conversations. */
public final class ConversationCalls {
    private static final String ALL = "/conversations";

    private final ApiClient api;

    public ConversationCalls(ApiClient api) {
        this.api = api;
    }

    private record NewConversation(
            Map<String, String> record, @Nullable String model, @Nullable String maxCostUsd) {}

    private record NewTurn(String kind, String turnId, Map<String, String> parameters) {}

    /**
     * Begins a conversation about a record; its first turn may still be under way.
     *
     * @param model in place of the conversation's own; null for that
     * @param maxCost what it may cost, in US dollars; null for no cap
     */
    public ConversationView start(
            Map<String, String> record, @Nullable String model, @Nullable BigDecimal maxCost) {
        String cap = maxCost == null ? null : maxCost.toPlainString();
        return api.send(
                ApiCall.post(ALL, new NewConversation(record, model, cap))
                        .keyed(UUID.randomUUID().toString()),
                ConversationView.class);
    }

    /** A conversation with all that was said. */
    public ConversationView read(String id) {
        return api.send(ApiCall.get(path(id)), ConversationView.class);
    }

    /**
     * Some conversations, the newest first.
     *
     * @param cursor of the page before; null for the first
     */
    public ConversationView.Page list(int limit, @Nullable String cursor) {
        return api.send(
                ApiCall.get(ALL).with("limit", limit).with("cursor", cursor),
                ConversationView.Page.class);
    }

    public void delete(String id) {
        api.send(ApiCall.delete(path(id)));
    }

    /**
     * Takes a turn, which may still be under way then.
     *
     * @param turnId by which a repeat is known, so that nothing is paid twice
     */
    public TurnView take(String id, String turnId, String kind, Map<String, String> parameters) {
        return api.send(
                ApiCall.post(path(id) + "/turns", new NewTurn(kind, turnId, parameters))
                        .repeatable(),
                TurnView.class);
    }

    /** A turn, as far as it is. */
    public TurnView turn(String id, String turnId) {
        return api.send(
                ApiCall.get(path(id) + "/turns/" + ApiCall.encoded(turnId)), TurnView.class);
    }

    /** Has the whole workflow taken; a repeat asks only what has no answer. */
    public ConversationView complete(String id) {
        return api.send(
                ApiCall.post(path(id) + "/complete", null).repeatable(), ConversationView.class);
    }

    private static String path(String id) {
        return ALL + "/" + ApiCall.encoded(id);
    }
}
