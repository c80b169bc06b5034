package dev.nightshift.storage;

import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Addresses under which anybody who has them can read or write one object for an hour, or until the
 * function's own credentials expire. Making one calls nobody.
 */
@Singleton
public final class SignedLinks {
    private static final Duration LENGTH = Duration.ofHours(1);

    private final S3Presigner presigner;
    private final String bucket;

    public SignedLinks(S3Presigner presigner, StorageSettings settings) {
        this.presigner = presigner;
        this.bucket = settings.bucket();
    }

    /** An address and when it ends, by real time. */
    public record Link(URI url, Instant expires) {}

    /** Where an object, which need not exist, is fetched. */
    public Link get(String key) {
        var signed =
                presigner.presignGetObject(
                        sign ->
                                sign.signatureDuration(LENGTH)
                                        .getObjectRequest(get -> get.bucket(bucket).key(key)));
        return new Link(URI.create(signed.url().toString()), signed.expiration());
    }

    /**
     * Where an object is put.
     *
     * @param bytes its exact size; null for any that S3 takes
     */
    public Link put(String key, @Nullable Long bytes) {
        var signed =
                presigner.presignPutObject(
                        sign ->
                                sign.signatureDuration(LENGTH)
                                        .putObjectRequest(
                                                put ->
                                                        put.bucket(bucket)
                                                                .key(key)
                                                                .contentLength(bytes)));
        return new Link(URI.create(signed.url().toString()), signed.expiration());
    }
}
