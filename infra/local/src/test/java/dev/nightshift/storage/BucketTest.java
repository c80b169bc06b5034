package dev.nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.server.LocalCredentials;
import dev.nightshift.local.server.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class BucketTest {
    private static final int PART = ObjectUpload.PART_BYTES;

    @TempDir private static Path folder;
    private static S3Server server;
    private static S3Client s3;
    private static Bucket bucket;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start(folder, 0, new dev.nightshift.local.template.Bucket("files"));
        s3 =
                S3Client.builder()
                        .endpointOverride(server.endpoint())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(LocalCredentials.provider())
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
        bucket = new Bucket(s3, new StorageSettings("files", "rows", 30));
    }

    @AfterAll
    static void stop() throws IOException {
        s3.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 77})
    void streamOfAnySizeComesBackAsItWas(int size) throws IOException {
        byte[] content = bytes(size);
        try (ObjectUpload upload = bucket.create("stream")) {
            for (int from = 0; from < size; from += 100_000) {
                upload.write(content, from, Math.min(100_000, size - from));
            }
            upload.commit();
        }

        assertThat(read("stream")).isEqualTo(content);
        assertThat(bucket.size("stream")).hasValue(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2 * PART + 10})
    void uploadThatIsNotCommittedLeavesNothing(int size) {
        bucket.put("kept", new byte[] {1});
        try (ObjectUpload upload = bucket.create("kept")) {
            upload.write(bytes(size), 0, size);
        }

        assertThat(bucket.size("kept")).hasValue(1);
        assertThat(
                        s3.listMultipartUploads(list -> list.bucket("files")).uploads().stream()
                                .filter(upload -> upload.key().equals("kept")))
                .isEmpty();
    }

    @Test
    void partsOfEverySizeAreJoinedInOrder() throws IOException {
        int[] sizes = {0, 3, PART - 4, PART, 5, PART + 1, 2 * PART + 9, 1, 0, 2};
        var expected = new ByteArrayOutputStream();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] content = bytes(sizes[i]);
            expected.writeBytes(content);
            bucket.put("parts/" + i, content);
            parts.add("parts/" + i);
        }

        bucket.join(parts, "joined");

        assertThat(read("joined")).isEqualTo(expected.toByteArray());
    }

    @Test
    void onePartIsJoinedToACopy() throws IOException {
        byte[] content = bytes(3 * PART + 1);
        bucket.put("alone", content);

        bucket.join(List.of("alone"), "copy");

        assertThat(read("copy")).isEqualTo(content);
    }

    @Test
    void objectThatIsNotThereHasNoSize() {
        assertThat(bucket.size("never written")).isEmpty();
    }

    private static byte[] read(String key) throws IOException {
        try (InputStream in = bucket.open(key)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
