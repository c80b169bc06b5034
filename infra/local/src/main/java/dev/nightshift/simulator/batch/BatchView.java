package dev.nightshift.simulator.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's batch object at an instant.
 *
 * @param answered requests answered by then
 * @param failed how many of them with an error
 * @see <a href="https://platform.openai.com/docs/api-reference/batch/object">OpenAI's reference,
 *     the batch object</a>
 */
record BatchView(Batch batch, long now, int answered, int failed) {

    Status status() {
        return new Course(batch).statusAt(now);
    }

    ObjectNode json() {
        Course course = new Course(batch);
        Status status = course.statusAt(now);
        Verdict verdict = batch.verdict();
        Results results = status.hasResults() ? batch.results() : null;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", batch.id()).put("object", "batch").put("endpoint", batch.endpoint());
        json.put("model", verdict == null ? null : verdict.model());
        errors(json, status);
        json.put("input_file_id", batch.inputFileId()).put("completion_window", "24h");
        json.put("status", status.wire());
        boolean shown = results != null && now >= results.outputShownAt();
        json.put("output_file_id", results != null && shown ? results.outputFileId() : null);
        json.put("error_file_id", results == null ? null : results.errorFileId());
        times(json, course, status);
        counts(json, status, verdict, results);
        metadata(json);
        if (results == null) {
            json.putNull("usage");
        } else {
            results.usage().writeTo(json);
        }
        return json;
    }

    private void errors(ObjectNode json, Status status) {
        Verdict verdict = batch.verdict();
        if (status != Status.FAILED || verdict == null) {
            json.putNull("errors");
            return;
        }
        ArrayNode data = json.putObject("errors").put("object", "list").putArray("data");
        verdict.errors().forEach(error -> data.add(error.json()));
    }

    private void times(ObjectNode json, Course course, Status status) {
        Verdict verdict = batch.verdict();
        Long cancel = batch.cancelledAt();
        long ran = cancel == null ? now : Math.min(cancel, now);
        boolean started = verdict != null && verdict.accepted() && ran >= batch.checkedAt();
        boolean finalized =
                started
                        && course.answersEndAt() < course.expiresAt()
                        && ran >= course.answersEndAt();
        json.put("created_at", seconds(batch.createdAt()));
        put(json, "in_progress_at", started, batch.checkedAt());
        json.put("expires_at", seconds(course.expiresAt()));
        put(json, "finalizing_at", finalized, course.answersEndAt());
        put(json, "completed_at", status == Status.COMPLETED, course.completedAt());
        put(json, "failed_at", status == Status.FAILED, batch.checkedAt());
        put(json, "expired_at", status == Status.EXPIRED, course.expiresAt());
        boolean cancelled = status == Status.CANCELLING || status == Status.CANCELLED;
        put(json, "cancelling_at", cancelled, cancel == null ? 0 : cancel);
        put(json, "cancelled_at", status == Status.CANCELLED, course.endsAt());
    }

    private void counts(
            ObjectNode json, Status status, @Nullable Verdict verdict, @Nullable Results results) {
        boolean counted = verdict != null && status != Status.VALIDATING;
        int total = counted && verdict != null ? verdict.requests() : 0;
        json.putObject("request_counts")
                .put("total", total)
                .put("completed", results == null ? answered - failed : results.completed())
                .put("failed", results == null ? failed : results.failed());
    }

    private void metadata(ObjectNode json) {
        Map<String, String> metadata = batch.metadata();
        if (metadata == null) {
            json.putNull("metadata");
        } else {
            ObjectNode object = json.putObject("metadata");
            metadata.forEach(object::put);
        }
    }

    private static void put(ObjectNode json, String name, boolean known, long millis) {
        json.put(name, known ? Long.valueOf(seconds(millis)) : null);
    }

    private static long seconds(long millis) {
        return Math.floorDiv(millis, 1000L);
    }
}
