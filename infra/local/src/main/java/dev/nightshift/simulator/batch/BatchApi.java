package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.simulator.http.Answer;
import dev.nightshift.simulator.http.ApiError;
import dev.nightshift.simulator.http.Call;
import dev.nightshift.simulator.http.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The calls about batches.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch">OpenAI's reference, Batch</a>
 */
public final class BatchApi {
    private static final int LISTED = 20;
    private static final int MOST_LISTED = 100;

    private final Batches batches;
    private final InstantSource time;
    private final Deque<Instant> lastHour = new ArrayDeque<>();

    public BatchApi(Batches batches, InstantSource time) {
        this.batches = batches;
        this.time = time;
    }

    public Answer create(Call call) throws IOException {
        Optional<ObjectNode> body = call.json();
        if (body.isEmpty()) {
            return Call.unreadable();
        }
        return switch (BatchRequest.parse(body.get())) {
            case BatchRequest.Parsed.Refused refused -> refused.answer();
            case BatchRequest.Parsed.Good good ->
                    admitted()
                            ? Answer.ok(batches.create(good.request(), call.late()).json())
                            : tooMany();
        };
    }

    public Answer get(Call call) {
        return batches.find(call.id())
                .map(view -> Answer.ok(view.json()))
                .orElseGet(() -> notFound(call.id()));
    }

    public Answer list(Call call) {
        return switch (Page.parse(call, LISTED, MOST_LISTED)) {
            case Page.Parsed.Refused refused -> refused.answer();
            case Page.Parsed.Good good ->
                    good.page()
                            .cut(batches.all(), view -> view.batch().id(), BatchView::json)
                            .map(Answer::ok)
                            .orElseGet(() -> notFound(good.page().after()));
        };
    }

    public Answer cancel(Call call) throws IOException {
        return batches.cancel(call.id())
                .map(BatchApi::cancelled)
                .orElseGet(() -> notFound(call.id()));
    }

    private static Answer cancelled(BatchView view) {
        Status status = view.status();
        return switch (status) {
            case CANCELLING, CANCELLED -> Answer.ok(view.json());
            case VALIDATING, IN_PROGRESS, FINALIZING, COMPLETED, FAILED, EXPIRED ->
                    Answer.refused(
                            409,
                            ApiError.invalid(
                                    "Cannot cancel a batch with status '%s'."
                                            .formatted(status.wire()),
                                    null,
                                    null));
        };
    }

    /** Counts a creation, unless there have been too many within the last hour. */
    private synchronized boolean admitted() {
        Instant now = time.instant();
        while (!lastHour.isEmpty() && lastHour.getFirst().plus(Duration.ofHours(1)).isBefore(now)) {
            lastHour.removeFirst();
        }
        if (lastHour.size() >= batches.settings().creationsPerHour()) {
            return false;
        }
        lastHour.addLast(now);
        return true;
    }

    private static Answer tooMany() {
        return Answer.refused(
                429,
                new ApiError(
                        "Rate limit reached for batch creations per hour.",
                        "requests",
                        null,
                        "rate_limit_exceeded"));
    }

    private static Answer notFound(String id) {
        return Answer.refused(
                404, ApiError.invalid("No batch found with id '%s'.".formatted(id), null, null));
    }
}
