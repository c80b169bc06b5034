package dev.nightshift.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** Tells whether the API answers. */
@Controller("/health")
final class HealthController {

    /**
     * That it does.
     *
     * @param status always {@code up}
     */
    @Serdeable
    record Health(@Schema(example = "up") String status) {}

    /** Whether the API answers. */
    @Get
    Health health() {
        return new Health("up");
    }
}
