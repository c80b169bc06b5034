package dev.nightshift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.nightshift.http.Caller;
import dev.nightshift.storage.SignedLinks;
import dev.nightshift.storage.SignedLinks.Link;
import dev.nightshift.upload.Upload;
import dev.nightshift.upload.Uploads;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes announcements of files that are too large for a request. */
@Controller("/uploads")
class UploadsController {
    private final Uploads uploads;
    private final SignedLinks links;

    UploadsController(Uploads uploads, SignedLinks links) {
        this.uploads = uploads;
        this.links = links;
    }

    /**
     * A file that is to be brought.
     *
     * @param filename what the job's source is called
     * @param bytes its exact size, which is then the only one taken; null for any up to a gigabyte
     */
    @Serdeable
    record UploadRequest(
            @NotBlank @Size(max = 200) String filename,
            @Nullable @Min(1) @Max(Upload.LARGEST) Long bytes) {}

    /**
     * Where the file is to be brought.
     *
     * @param id what {@code POST /jobs} takes as {@code input.upload}, for two days
     * @param method with which its bytes are sent to the address
     * @param headers that the request must have beside those that HTTP asks for
     * @param expires when the address ends
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record UploadView(
            String id, String url, String method, Map<String, String> headers, Instant expires) {}

    /** Gives out an address to which a file can be sent. */
    @Post
    @Status(HttpStatus.CREATED)
    UploadView create(@Valid @Body UploadRequest request, Caller caller) {
        Upload upload = uploads.create(caller.owner(), request.filename());
        Link link = links.put(upload.key(), request.bytes());
        return new UploadView(upload.id(), link.url().toString(), "PUT", Map.of(), link.expires());
    }
}
