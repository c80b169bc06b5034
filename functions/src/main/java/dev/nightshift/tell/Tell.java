package dev.nightshift.tell;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightshift.job.Callback;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import dev.nightshift.job.Told;
import dev.nightshift.job.Told.Fate;
import dev.nightshift.tell.Calls.Heard;
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
    private final Calls calls;
    private final TellSettings settings;
    private final io.micronaut.serde.ObjectMapper json;
    private final InstantSource clock;

    Tell(
            Jobs jobs,
            Calls calls,
            TellSettings settings,
            io.micronaut.serde.ObjectMapper json,
            InstantSource clock) {
        this.jobs = jobs;
        this.calls = calls;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

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
        int made = before == null ? 0 : before.calls();
        if (request.step() == Step.GIVE_UP) {
            note(job, request, Fate.FAILED, made, before == null ? null : before.problem());
            return TellAnswer.DONE;
        }
        Heard heard = call(job, request.notice());
        note(job, request, heard.fate(), made + 1, heard.problem());
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
        URI named = job.options().callback();
        try {
            URI url = named == null ? Callback.parse(String.valueOf(settings.callback())) : named;
            return calls.call(url, String.valueOf(notice.detail().get("id")), body(notice));
        } catch (IllegalArgumentException never) {
            return new Heard(Fate.FAILED, never.getMessage());
        }
    }

    private static String body(Notice notice) throws IOException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("type", notice.type().toLowerCase(Locale.ROOT).replace(' ', '.'));
        body.put("timestamp", notice.detail().get("finished"));
        body.put("data", notice.detail());
        return JSON.writeValueAsString(body);
    }
}
