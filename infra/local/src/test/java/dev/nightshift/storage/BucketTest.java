package dev.nightshift.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.primitives.Bytes;
import dev.nightshift.local.template.Template;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshBucket;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects, on whatever passes for S3. */
@OnEverySite
class BucketTest {
    private static final int PART = ObjectUpload.PART_BYTES;

    private static S3Client s3;
    private static Bucket bucket;
    private static String name;

    @Parameter Site site;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        name = template.bucket().name();
        s3 = FreshBucket.make(site, template);
        bucket = new Bucket(s3, Declared.storage(template));
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
                        s3.listMultipartUploads(list -> list.bucket(name)).uploads().stream()
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
    void uploadWhoseCompletionWasNotAnsweredIsFoundComplete() throws IOException {
        byte[] content = bytes(PART + 5);
        Bucket repeating = beforeCompletion(Callable::call);

        try (ObjectUpload upload = repeating.create("answer lost")) {
            upload.write(content, 0, content.length);
            upload.commit();
        }

        assertThat(read("answer lost")).isEqualTo(content);
    }

    @Test
    void olderObjectOfTheSameLengthIsNotTakenForOneWhoseUploadIsGone() throws IOException {
        byte[] content = bytes(PART + 5);
        bucket.put("same length", new byte[content.length]);
        Bucket aborting =
                beforeCompletion(
                        _ ->
                                s3
                                        .listMultipartUploads(list -> list.bucket(name))
                                        .uploads()
                                        .stream()
                                        .filter(upload -> upload.key().equals("same length"))
                                        .forEach(
                                                upload ->
                                                        s3.abortMultipartUpload(
                                                                abort ->
                                                                        abort.bucket(name)
                                                                                .key(upload.key())
                                                                                .uploadId(
                                                                                        upload
                                                                                                .uploadId()))));

        try (ObjectUpload upload = aborting.create("same length")) {
            upload.write(content, 0, content.length);
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(upload::commit)
                    .withMessageContaining("whether same length was written is not known");
        }
    }

    @Test
    void objectThatIsNotThereHasNoSize() {
        assertThat(bucket.size("never written")).isEmpty();
    }

    @Test
    void objectThatIsNotThereCanNotBeOpened() {
        assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(() -> bucket.open("never written"));
    }

    @Test
    void objectTakesThePlaceOfTheOneBefore() throws IOException {
        bucket.put("twice", bytes(2 * PART));
        bucket.put("twice", new byte[] {7});

        assertThat(read("twice")).containsExactly(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/20300101-abc/input.csv",
                "a b+c%20d",
                "Zürich/東京/\uD83D\uDE80",
                "'\"<&>;=@!$,()*~^|[]{}`",
                "e\u0301"
            })
    void keysOfAnyLettersAreTheirOwn(String key) throws IOException {
        byte[] content = bytes(PART + 3);
        bucket.put(key, content);

        bucket.join(List.of(key, key), key + " joined");

        assertThat(bucket.size(key)).hasValue(PART + 3);
        assertThat(read(key + " joined")).isEqualTo(Bytes.concat(content, content));
        assertThat(
                        s3.listObjectsV2(list -> list.bucket(name).prefix(key)).contents().stream()
                                .map(S3Object::key))
                .containsExactly(key, key + " joined");
    }

    @Test
    void fileIsUploadedWhole(@TempDir Path folder) throws IOException {
        byte[] content = bytes(PART + 11);
        bucket.upload("file", Files.write(folder.resolve("file"), content));

        assertThat(read("file")).isEqualTo(content);
    }

    /** Something that happens to an upload just before its completion is asked for. */
    @FunctionalInterface
    private interface Accident {
        void to(Callable<?> completion) throws Exception;
    }

    private static Bucket beforeCompletion(Accident accident) {
        S3Client client =
                (S3Client)
                        Proxy.newProxyInstance(
                                S3Client.class.getClassLoader(),
                                new Class<?>[] {S3Client.class},
                                (_, method, arguments) -> {
                                    if (method.getName().equals("completeMultipartUpload")) {
                                        accident.to(() -> called(method, arguments));
                                    }
                                    return called(method, arguments);
                                });
        return new Bucket(client, new StorageSettings(name, "none", 30));
    }

    private static Object called(Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(s3, arguments);
        } catch (InvocationTargetException e) {
            throw (RuntimeException) e.getCause();
        }
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
