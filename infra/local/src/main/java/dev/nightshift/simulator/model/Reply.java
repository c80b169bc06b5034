package dev.nightshift.simulator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model says.
 *
 * @param texts one text for each message; more than one only by fault; none when cut before it
 * @param refusal the words of a refusal, which then stand in place of a text; null otherwise
 */
record Reply(List<String> texts, @Nullable String refusal, Finish finish, Usage usage) {
    Reply {
        texts = List.copyOf(texts);
    }

    /** Why the model stopped: the chat's word, and the reason inside a response's details. */
    enum Finish {
        STOP("stop", null),
        LENGTH("length", "max_output_tokens"),
        FILTER("content_filter", "content_filter");

        private final String chat;
        private final @Nullable String incomplete;

        Finish(String chat, @Nullable String incomplete) {
            this.chat = chat;
            this.incomplete = incomplete;
        }

        String chat() {
            return chat;
        }

        /** Null when the response is complete. */
        @Nullable String incomplete() {
            return incomplete;
        }
    }
}
