package dev.nightshift.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An object being written, in constant memory. It appears in the bucket when {@link #commit()}
 * returns; closing it before that drops what was written.
 *
 * <p>Up to {@value #PART_BYTES} bytes are kept and put at once; beyond that they go as a multipart
 * upload in parts of that size, the least that S3 takes for any but the last.
 */
public final class ObjectUpload extends OutputStream {
    /** S3's least size of a part, so that 10,000 parts carry 50 GB. */
    static final int PART_BYTES = 5 * 1024 * 1024;

    /** S3's greatest size of a part copied from another object. */
    private static final long COPY_BYTES = 5L * 1024 * 1024 * 1024;

    /** What S3 says of an upload that is complete, or becomes so. */
    private static final Set<String> GONE = Set.of("NoSuchUpload", "InvalidPart");

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer = new byte[64 * 1024];
    private int buffered;
    private @Nullable String uploadId;
    private boolean committed;

    ObjectUpload(S3Client s3, String bucket, String key) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (buffered == PART_BYTES) {
                sendBuffer();
            }
            makeRoom(left);
            int n = Math.min(left, buffer.length - buffered);
            System.arraycopy(bytes, from, buffer, buffered, n);
            buffered += n;
            from += n;
            left -= n;
        }
    }

    /** Appends a whole object of this bucket, of {@code size} bytes. */
    void append(String source, long size) throws IOException {
        long copied = 0;
        if (size - missingToPart() >= PART_BYTES) {
            copied = missingToPart();
            appendRange(source, 0, copied);
            if (buffered > 0) {
                sendBuffer();
            }
            while (size - copied >= PART_BYTES) {
                long end = Math.min(size, copied + COPY_BYTES);
                copyPart(source, copied, end);
                copied = end;
            }
        }
        appendRange(source, copied, size);
    }

    /** Makes the object appear in the bucket, in place of any before it. */
    public void commit() {
        if (uploadId == null) {
            s3.putObject(
                    put -> put.bucket(bucket).key(key),
                    RequestBody.fromBytes(Arrays.copyOf(buffer, buffered)));
        } else {
            if (buffered > 0) {
                sendBuffer();
            }
            complete();
        }
        committed = true;
    }

    /**
     * Ends the multipart upload. Where the answer is lost the client asks again, and S3 does not
     * know an upload any more that is complete, nor parts that it puts together at this moment.
     *
     * @throws UncheckedIOException when it is not known there and the object is not to be seen: it
     *     may be on its way, or have vanished otherwise, and whoever repeats the step writes it
     *     anew
     */
    private void complete() {
        try {
            s3.completeMultipartUpload(
                    complete ->
                            complete.bucket(bucket)
                                    .key(key)
                                    .uploadId(uploadId)
                                    .multipartUpload(upload -> upload.parts(parts)));
        } catch (S3Exception refused) {
            if (!GONE.contains(refused.awsErrorDetails().errorCode())) {
                throw refused;
            }
            if (!isThere()) {
                throw new UncheckedIOException(
                        new IOException("whether " + key + " was written is not known", refused));
            }
        }
    }

    /** Whether the bucket has the object that these parts make, and not one from before. */
    private boolean isThere() {
        try {
            String there = s3.headObject(head -> head.bucket(bucket).key(key)).eTag();
            return plain(there).equalsIgnoreCase(eTag());
        } catch (NoSuchKeyException none) {
            return false;
        }
    }

    /**
     * The ETag that S3 gives an object of these parts: the MD5 of their MD5s, which are their
     * ETags, and their number. Source: Amazon S3 user guide, "Checking object integrity". It is not
     * so where objects are encrypted with a key of KMS or of the customer; there it is not known
     * again.
     */
    private String eTag() {
        try {
            MessageDigest all = MessageDigest.getInstance("MD5");
            for (CompletedPart part : parts) {
                all.update(HexFormat.of().parseHex(plain(part.eTag())));
            }
            return HexFormat.of().formatHex(all.digest()) + "-" + parts.size();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        } catch (IllegalArgumentException e) {
            return "none, for a part's ETag is no MD5";
        }
    }

    private static String plain(String eTag) {
        return eTag.replace("\"", "");
    }

    @Override
    public void close() {
        if (!committed && uploadId != null) {
            try {
                s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
            } catch (NoSuchUploadException gone) {
                // Then nothing of it is left.
            }
        }
        committed = true;
    }

    /** How many bytes fill the part that has been begun; 0 when none has. */
    private int missingToPart() {
        return buffered == 0 ? 0 : PART_BYTES - buffered;
    }

    private void appendRange(String source, long from, long to) throws IOException {
        if (from == to) {
            return;
        }
        try (InputStream in =
                s3.getObject(
                        get ->
                                get.bucket(bucket)
                                        .key(source)
                                        .range("bytes=" + from + "-" + (to - 1)))) {
            in.transferTo(this);
        }
    }

    private void copyPart(String source, long from, long to) {
        String upload = begun();
        int number = parts.size() + 1;
        var copied =
                s3.uploadPartCopy(
                        copy ->
                                copy.sourceBucket(bucket)
                                        .sourceKey(source)
                                        .copySourceRange("bytes=" + from + "-" + (to - 1))
                                        .destinationBucket(bucket)
                                        .destinationKey(key)
                                        .uploadId(upload)
                                        .partNumber(number));
        parts.add(part(number, copied.copyPartResult().eTag()));
    }

    private void sendBuffer() {
        String upload = begun();
        int number = parts.size() + 1;
        var answer =
                s3.uploadPart(
                        part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(Arrays.copyOf(buffer, buffered)));
        parts.add(part(number, answer.eTag()));
        buffered = 0;
    }

    private String begun() {
        if (uploadId == null) {
            uploadId =
                    s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
        }
        return uploadId;
    }

    private void makeRoom(int wanted) {
        if (buffered == buffer.length) {
            long size = Math.max(buffer.length * 2L, (long) buffered + wanted);
            buffer = Arrays.copyOf(buffer, (int) Math.min(PART_BYTES, size));
        }
    }

    private static CompletedPart part(int number, String eTag) {
        return CompletedPart.builder().partNumber(number).eTag(eTag).build();
    }
}
