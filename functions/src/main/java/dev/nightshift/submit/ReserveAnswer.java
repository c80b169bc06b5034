package dev.nightshift.submit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.nightshift.budget.OverBudgetException;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * What an execution is told that asked for a reservation.
 *
 * @param go where it goes on
 * @param failure why nothing of the attempt is sent; null when it is, and when it holds nothing
 */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
record ReserveAnswer(Go go, @Nullable Failure failure) {
    static final ReserveAnswer SUBMIT = new ReserveAnswer(Go.SUBMIT, null);
    static final ReserveAnswer WAIT = new ReserveAnswer(Go.WAIT, null);

    static ReserveAnswer collect(@Nullable Failure failure) {
        return new ReserveAnswer(Go.COLLECT, failure);
    }

    /** Where an execution goes on. */
    @Serdeable
    enum Go {
        /** All is reserved. */
        @JsonProperty("submit")
        SUBMIT,
        /** Nothing is to be sent. */
        @JsonProperty("collect")
        COLLECT,
        /** Not yet; it will be woken. */
        @JsonProperty("wait")
        WAIT
    }

    /** A failure as the state machine catches them: a name, and what a person is told. */
    @Serdeable
    record Failure(String error, String cause) {
        static Failure of(OverBudgetException e) {
            return new Failure(OverBudgetException.class.getName(), e.getMessage());
        }

        /** The batch is larger than the whole queue. */
        static Failure tokenLimit(String message) {
            return new Failure("TokenLimitExceeded", message);
        }
    }
}
