package dev.nightshift.tell;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Callback;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Told;
import dev.nightshift.job.Told.Fate;
import dev.nightshift.tell.TellRequest.Notice;
import dev.nightshift.tell.TellRequest.Step;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the address that a job named, with the facts of the event, signed. A repeat carries the
 * same id, so that whoever is called knows it: one follows when no answer came, or one that may be
 * another next time, and when this function died before it noted the answer. What came of it is
 * noted with the job, whose own end it never changes.
 */
@Singleton
final class Tell {
    private static final Logger LOG = LoggerFactory.getLogger(Tell.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jobs jobs;
    private final Outside outside;
    private final TellSettings settings;
    private final Signer signer;
    private final io.micronaut.serde.ObjectMapper json;
    private final InstantSource clock;

    Tell(
            Jobs jobs,
            Outside outside,
            TellSettings settings,
            Signer signer,
            io.micronaut.serde.ObjectMapper json,
            InstantSource clock) {
        this.jobs = jobs;
        this.outside = outside;
        this.settings = settings;
        this.signer = signer;
        this.json = json;
        this.clock = clock;
    }

    /** What came of one call. */
    private record Heard(Fate fate, @Nullable String problem) {}

    /**
     * Calls once.
     *
     * @throws UnheardException when it is to be tried again
     */
    TellAnswer run(TellRequest request) throws IOException {
        Job job = jobs.find(request.jobId()).orElse(null);
        Told before = job == null ? null : told(job, request.notice());
        if (job == null || (before != null && before.fate() != Fate.TRYING)) {
            return TellAnswer.DONE;
        }
        int calls = before == null ? 0 : before.calls();
        if (request.step() == Step.GIVE_UP) {
            note(job, request, Fate.FAILED, calls, before == null ? null : before.problem());
            return TellAnswer.DONE;
        }
        Heard heard = call(job, request.notice());
        note(job, request, heard.fate(), calls + 1, heard.problem());
        if (heard.fate() == Fate.TRYING) {
            throw new UnheardException(String.valueOf(heard.problem()));
        }
        return TellAnswer.DONE;
    }

    /** What was noted of earlier calls about the same end; null for nothing. */
    private @Nullable Told told(Job job, Notice notice) throws IOException {
        return job.told() == null || job.round() != notice.round()
                ? null
                : json.readValue(job.told(), Told.class);
    }

    private void note(Job job, TellRequest request, Fate fate, int calls, @Nullable String problem)
            throws IOException {
        LOG.info("job {}: call {} {} {}", job.id(), calls, fate, problem == null ? "" : problem);
        jobs.told(
                job.id(),
                request.notice().round(),
                json.writeValueAsString(new Told(fate, calls, clock.instant(), problem)));
    }

    private Heard call(Job job, Notice notice) throws IOException {
        URI url = job.options().callback();
        String body = body(notice);
        try {
            int status =
                    outside.post(
                            url == null ? Callback.parse(String.valueOf(settings.callback())) : url,
                            signer.headers(String.valueOf(notice.detail().get("id")), body),
                            body);
            return judged(status);
        } catch (NotPublicException | IllegalArgumentException never) {
            return new Heard(Fate.FAILED, never.getMessage());
        } catch (IOException unanswered) {
            // Its message may name the path, which may hold what only its owner knows.
            return new Heard(Fate.TRYING, "no answer: " + unanswered.getClass().getSimpleName());
        }
    }

    private Heard judged(int status) {
        if (status >= 200 && status < 300) {
            return new Heard(Fate.DELIVERED, null);
        }
        boolean mayChange =
                switch (status) {
                    case 408, 425, 429 -> true;
                    // Whoever is called may have been given another secret.
                    case 401 -> signer.hasAnotherSecret();
                    default -> status >= 500;
                };
        return new Heard(mayChange ? Fate.TRYING : Fate.FAILED, "answered with " + status);
    }

    private static String body(Notice notice) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", notice.type().toLowerCase(Locale.ROOT).replace(' ', '.'));
        body.put("timestamp", notice.detail().get("finished"));
        body.put("data", notice.detail());
        return JSON.writeValueAsString(body);
    }
}
