package dev.nightshift.api;

import dev.nightshift.job.Job;
import dev.nightshift.job.Summary;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Tells jobs with what they came to. */
@Singleton
final class JobViews {
    private final ObjectMapper json;

    JobViews(ObjectMapper json) {
        this.json = json;
    }

    JobView of(Job job) {
        return JobView.of(job, summary(job).orElse(null));
    }

    /** What a job came to; empty while it goes on. */
    Optional<Summary> summary(Job job) {
        try {
            return job.summary() == null
                    ? Optional.empty()
                    : Optional.ofNullable(json.readValue(job.summary(), Summary.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the summary of job " + job.id() + " is damaged", e);
        }
    }
}
