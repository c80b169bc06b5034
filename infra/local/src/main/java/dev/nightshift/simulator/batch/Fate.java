package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.model.Ask;
import dev.nightshift.simulator.model.Model;
import dev.nightshift.simulator.model.ModelApi;
import dev.nightshift.simulator.model.Past;
import dev.nightshift.simulator.model.ResponseStore;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What becomes of one request of an accepted file. */
sealed interface Fate {

    /** It is answered. */
    record Answered(Past past) implements Fate {}

    /** It fails with an HTTP status. */
    record Failed(int status, ObjectNode body) implements Fate {
        static Failed with(int status, ApiError error) {
            return new Failed(status, error.json());
        }
    }

    /** Decides it. The same line of the same batch always has the same fate. */
    record Judge(Model model, ResponseStore responses, Luck luck) {
        Fate of(Ask ask, int line) throws IOException {
            ApiError fault = model.rules().fault(ask);
            if (fault != null) {
                return Failed.with(400, fault);
            }
            OptionalInt status =
                    luck.allFail()
                            ? OptionalInt.of(500)
                            : luck.lineFaults().status(luck.chance(), line);
            if (status.isPresent()) {
                return Failed.with(status.getAsInt(), ApiError.ofStatus(status.getAsInt()));
            }
            Optional<Past> past = responses.past(ask);
            return past.isPresent()
                    ? new Answered(past.get())
                    : Failed.with(400, ModelApi.previousNotFound(ask));
        }
    }
}
