package dev.nightshift.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Calls whose body was read. */
final class Rewritten {
    private Rewritten() {}

    /**
     * The call with another body.
     *
     * @param json null for a body that is no JSON object
     */
    static Call of(Call call, @Nullable JsonNode json) throws IOException {
        InputStream body =
                json == null
                        ? InputStream.nullInputStream()
                        : new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(json));
        return new Call(
                call.id(), call.query(), call.contentType(), body, call.late(), call.chance());
    }
}
