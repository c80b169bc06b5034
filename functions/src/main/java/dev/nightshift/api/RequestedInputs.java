package dev.nightshift.api;

import dev.nightshift.api.JobRequest.Input;
import dev.nightshift.api.RequestedInput.Content;
import dev.nightshift.http.Caller;
import dev.nightshift.http.ProblemException;
import dev.nightshift.http.ProblemType;
import dev.nightshift.job.JobOptions;
import dev.nightshift.record.UnreadableInputException;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.task.InputSurvey;
import dev.nightshift.task.InputSurvey.RecordVisitor;
import dev.nightshift.task.Task;
import dev.nightshift.task.TaskRecords;
import dev.nightshift.upload.Upload;
import dev.nightshift.upload.Uploads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Finds the inputs that callers name, and looks into them. */
@Singleton
final class RequestedInputs {
    private final Bucket bucket;
    private final Uploads uploads;
    private final ScratchSettings scratch;

    RequestedInputs(Bucket bucket, Uploads uploads, ScratchSettings scratch) {
        this.bucket = bucket;
        this.uploads = uploads;
        this.scratch = scratch;
    }

    /**
     * The input that a request names.
     *
     * @throws ProblemException when it names none, several, or one that is not there
     */
    RequestedInput of(JobRequest request, Caller caller) {
        if (request.source() != null) {
            throw ProblemException.ofField(
                    "source", "is read when the job begins, and cannot be estimated before");
        }
        Input input = request.input();
        if ((request.records() == null) == (input == null)) {
            throw ProblemException.ofField("records", "either records or input must be there");
        }
        if (request.records() != null) {
            String lines = InlineRecords.lines(request.records());
            return new RequestedInput(
                    "records",
                    "records.jsonl",
                    lines.getBytes(StandardCharsets.UTF_8).length,
                    new Content.Inline(lines));
        }
        if (input == null || (input.key() == null) == (input.upload() == null)) {
            throw ProblemException.ofField("input", "either key or upload must be there");
        }
        String key = input.key();
        if (key == null) {
            return upload(String.valueOf(input.upload()), caller);
        }
        // Nobody knows whose it is.
        caller.requireOperator();
        return stored("input.key", key.substring(key.lastIndexOf('/') + 1), key);
    }

    private RequestedInput upload(String id, Caller caller) {
        Upload upload =
                uploads.find(id)
                        .filter(found -> caller.sees(found.owner()))
                        .orElseThrow(() -> absent("input.upload"));
        return stored("input.upload", upload.filename(), upload.key());
    }

    private RequestedInput stored(String field, String source, String key) {
        long bytes = bucket.size(key).orElseThrow(() -> absent(field));
        if (bytes == 0) {
            throw ProblemException.ofField(field, "the file is empty");
        }
        if (bytes > Upload.LARGEST) {
            throw ProblemException.of(
                    ProblemType.TOO_LARGE,
                    "The input has %,d bytes, and %,d are taken; split it."
                            .formatted(bytes, Upload.LARGEST));
        }
        return new RequestedInput(field, source, bytes, new Content.Stored(key));
    }

    /**
     * What a look into an input found.
     *
     * @param bytes that were read, unpacked
     * @param isCut whether it has more than was looked at
     */
    record Look(InputSurvey found, long bytes, boolean isCut) {}

    /**
     * Reads an input as a job would.
     *
     * @param most bytes that are read of it, unpacked
     * @param each is shown every record that becomes a request
     * @param isLate asked after every row whether to leave off
     * @return what was found; nothing is said of what comes after {@code most} bytes
     * @throws ProblemException when no job can be made of it
     */
    Look survey(
            RequestedInput input,
            Task task,
            JobOptions options,
            long most,
            RecordVisitor each,
            BooleanSupplier isLate) {
        var bytes = new FirstPart(input.open(bucket, most), most, input.bytes() > most);
        try (TaskRecords records =
                TaskRecords.open(
                        task,
                        bytes,
                        input.source(),
                        options.input(),
                        options.maxRecords(),
                        scratch)) {
            InputSurvey found =
                    InputSurvey.of(records, each, () -> bytes.isCut() || isLate.getAsBoolean());
            return new Look(
                    bytes.isCut() ? found : found.requireUsable(), bytes.given(), bytes.isCut());
        } catch (UnreadableInputException e) {
            if (bytes.isCut()) {
                return new Look(InputSurvey.NOTHING, bytes.given(), true);
            }
            throw ProblemException.ofField(input.field(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw ProblemException.of(
                    ProblemType.UNAVAILABLE, "The input could not be read; try again.");
        }
    }

    private static ProblemException absent(String field) {
        return ProblemException.ofField(field, "there is no such file; put it there first");
    }
}
