package dev.nightshift.tell;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.job.JobId;
import dev.nightshift.lambda.Concerning;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a job, which is to be told.
 *
 * @param version of this contract, 1
 * @param notice what is told, in the words of the event
 */
@Serdeable
public record TellRequest(int version, Step step, String job, Notice notice) implements Concerning {

    /** What is to be done. */
    @Serdeable
    public enum Step {
        /** The address is called. */
        @JsonProperty("call")
        CALL,
        /** It has been called often enough, and that is noted. */
        @JsonProperty("give_up")
        GIVE_UP,
        /** The records are handed over, from where that stands. */
        @JsonProperty("hand_over")
        HAND_OVER,
        /** The next of them were called for often enough, and that is noted. */
        @JsonProperty("give_up_handover")
        GIVE_UP_HANDOVER
    }

    /**
     * What there is to tell.
     *
     * @param type such as {@code Job finished}
     * @param round of the job, from 1
     * @param detail the facts, of which {@code id} is the same whenever this end is told again
     */
    @Serdeable
    public record Notice(String type, int round, Map<String, @Nullable Object> detail) {}

    JobId jobId() {
        return new JobId(job);
    }
}
