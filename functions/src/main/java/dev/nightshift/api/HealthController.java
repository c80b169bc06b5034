package dev.nightshift.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;

/** Whether the API answers. */
@Controller("/health")
final class HealthController {

    /**
     * @param status always {@code up}
     */
    @Serdeable
    record Health(String status) {}

    @Get
    Health health() {
        return new Health("up");
    }
}
