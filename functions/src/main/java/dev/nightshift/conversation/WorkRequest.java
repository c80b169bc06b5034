package dev.nightshift.conversation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Work on conversations that nobody waits for.
 *
 * @param version of this contract, 1
 * @param conversation which conversation; null for a wave
 * @param turn which turn of it; for {@link Step#ASK} only
 * @param job which wave; null for a conversation
 * @param cursor where a wave is to be gone on with; null for its beginning
 */
@Serdeable
public record WorkRequest(
        int version,
        Step step,
        @Nullable String conversation,
        @Nullable String turn,
        @Nullable String job,
        @Nullable Long cursor)
        implements Concerning {

    /** What is to be done. */
    @Serdeable
    public enum Step {
        /** A turn is asked. */
        @JsonProperty("ask")
        ASK,
        /** The whole workflow is asked, turn by turn. */
        @JsonProperty("complete")
        COMPLETE,
        /** What is left of a deleted conversation is removed, here and at OpenAI. */
        @JsonProperty("delete")
        DELETE,
        /** The turns of a wave are begun and written as the input of its job. */
        @JsonProperty("gather")
        GATHER,
        /** The turns of a wave get their answers. */
        @JsonProperty("store")
        STORE
    }

    static WorkRequest ask(ConversationId id, TurnId turn) {
        return new WorkRequest(1, Step.ASK, id.value(), turn.value(), null, null);
    }

    static WorkRequest of(Step step, ConversationId id) {
        return new WorkRequest(1, step, id.value(), null, null, null);
    }
}
