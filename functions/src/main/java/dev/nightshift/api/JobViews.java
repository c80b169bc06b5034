package dev.nightshift.api;

import dev.nightshift.job.Delivery;
import dev.nightshift.job.HandedOver;
import dev.nightshift.job.Job;
import dev.nightshift.job.Summary;
import dev.nightshift.job.Told;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** Tells jobs with what they came to. */
@Singleton
final class JobViews {
    private final ObjectMapper json;

    JobViews(ObjectMapper json) {
        this.json = json;
    }

    JobView of(Job job) {
        String delivery = job.delivery();
        String told = job.told();
        String handed = job.handedOver();
        return JobView.of(
                job,
                summary(job).orElse(null),
                delivery == null
                        ? null
                        : read("the delivery of job " + job.id(), delivery, Delivery.class),
                told == null ? null : read("what job " + job.id() + " told", told, Told.class),
                handed == null
                        ? null
                        : read("what job " + job.id() + " handed over", handed, HandedOver.class));
    }

    /** What a job came to; empty while it goes on. */
    Optional<Summary> summary(Job job) {
        return Optional.ofNullable(job.summary())
                .map(summary -> summary("job " + job.id(), summary));
    }

    /**
     * Reads what something came to.
     *
     * @param what it is, for the message
     */
    Summary summary(String what, String summary) {
        return read("the summary of " + what, summary, Summary.class);
    }

    private <T> T read(String what, String text, Class<T> type) {
        try {
            return Objects.requireNonNull(json.readValue(text, type));
        } catch (IOException e) {
            throw new UncheckedIOException(what + " is damaged", e);
        }
    }
}
