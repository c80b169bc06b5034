package dev.nightshift.trigger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What S3 tells of objects, as far as it is needed.
 *
 * @param records null in the event by which S3 tries a notification that was set up
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
 *     message structure</a>
 */
@Serdeable
record ObjectEvent(@JsonProperty("Records") @Nullable List<Entry> records) {

    /**
     * Something that happened to an object.
     *
     * @param eventName such as {@code ObjectCreated:Put}
     */
    @Serdeable
    record Entry(@Nullable String eventName, @Nullable Place s3) {
        /** The object, if it was put; null for whatever else happened. */
        @Nullable StoredObject put() {
            return eventName != null && eventName.startsWith("ObjectCreated:") && s3 != null
                    ? s3.object()
                    : null;
        }
    }

    /** Where it happened. */
    @Serdeable
    record Place(@Nullable StoredObject object) {}

    /**
     * The object as it was then.
     *
     * @param key encoded as in a form
     * @param eTag without quotes
     * @param sequencer hexadecimal digits; later events of the same key have larger ones
     */
    @Serdeable
    record StoredObject(@Nullable String key, @Nullable String eTag, @Nullable String sequencer) {}

    /** The objects that were put; others that it tells of are left alone. */
    List<StoredObject> put() {
        return records == null
                ? List.of()
                : records.stream().flatMap(entry -> Stream.ofNullable(entry.put())).toList();
    }
}
