package dev.nightshift.done;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.nightshift.batch.ContentHash;
import dev.nightshift.done.Lookup.Hit;
import dev.nightshift.job.JobId;
import dev.nightshift.local.template.Template;
import dev.nightshift.site.Declared;
import dev.nightshift.site.FreshBucket;
import dev.nightshift.site.FreshTable;
import dev.nightshift.site.OnEverySite;
import dev.nightshift.site.Site;
import dev.nightshift.storage.Bucket;
import dev.nightshift.storage.ObjectUpload;
import dev.nightshift.storage.ScratchSettings;
import dev.nightshift.storage.StorageSettings;
import dev.nightshift.storage.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Finished work that is written, merged, looked up and forgotten. */
@OnEverySite
class DoneIndexTest {
    private static final JobId JOB = new JobId("20300101-aaaaaaaaaaaa");
    private static final JobId OTHER = new JobId("20300101-bbbbbbbbbbbb");

    private static StorageSettings storage;
    private static S3Client s3;
    private static Bucket bucket;
    private static Table table;

    @Parameter Site site;

    @TempDir private Path folder;

    private Instant now = Instant.parse("2030-01-01T12:00:00Z");
    private Shelf shelf;
    private DoneIndex index;

    @BeforeParameterizedClassInvocation
    static void make(Site site) {
        Template template = Declared.at(site);
        storage = Declared.storage(template);
        s3 = FreshBucket.make(site, template);
        bucket = new Bucket(s3, storage);
        table = new Table(FreshTable.make(site, template), storage);
    }

    @BeforeEach
    void open(TestInfo test) {
        shelf = new Shelf(test.getDisplayName(), "model");
        var scratch = new ScratchSettings(folder.toString());
        index = new DoneIndex(new Segments(table), bucket, scratch, storage, () -> now);
    }

    @Test
    void everyResultIsFoundAndNothingElse() throws Exception {
        write("one", JOB, 0, 3000);
        write("two", OTHER, 2900, 3100);

        assertThat(found(0, 4000)).hasSize(3100).containsEntry(17, "17 from 17 of " + JOB);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void neighboursAreReadTogether() throws Exception {
        write("one", JOB, 0, 3000);

        try (Lookup lookup = index.open(shelf)) {
            assertThat(lookup.reads()).isEqualTo(1);
            results(lookup, 0, 3000);
            assertThat(lookup.reads()).isEqualTo(2);
        }
    }

    @Test
    void eightSegmentsOfLikeSizeBecomeOne() throws Exception {
        for (int i = 0; i < 8; i++) {
            index.merge(shelf);
            write("s" + i, i < 4 ? JOB : OTHER, 3 * i, 3 * i + 3);
        }
        write("large", JOB, 1000, 1100);
        assertThat(standing()).isEqualTo(9);

        index.merge(shelf);

        assertThat(standing()).isEqualTo(2);
        assertThat(found(0, 2000)).hasSize(124).containsEntry(20, "20 from 20 of " + OTHER);
        write("s0", JOB, 0, 3);
        assertThat(standing()).isEqualTo(2);
    }

    @Test
    void whoReadsWhatIsMergedHasAnHour() throws Exception {
        for (int i = 0; i < 8; i++) {
            write("s" + i, JOB, i, i + 1);
        }
        try (Lookup early = index.open(shelf);
                Lookup late = index.open(shelf)) {
            index.merge(shelf);
            now = now.plus(Duration.ofMinutes(59));
            index.merge(shelf);
            assertThat(results(early, 0, 8)).hasSize(8);
            assertThat(objects()).isEqualTo(9 * 3);

            now = now.plus(Duration.ofMinutes(2));
            index.merge(shelf);

            assertThat(objects()).isEqualTo(3);
            assertThatIOException().isThrownBy(() -> results(late, 0, 8));
        }
        assertThat(found(0, 8)).hasSize(8);
    }

    @Test
    void whatIsTooOldIsNotFoundAndFallsOutWhenItIsMerged() throws Exception {
        write("old", JOB, 0, 2);
        now = now.plus(Duration.ofDays(20));
        for (int i = 1; i < 8; i++) {
            write("new" + i, OTHER, 2 * i, 2 * i + 2);
        }
        assertThat(found(0, 16)).hasSize(16);

        now = now.plus(Duration.ofDays(11));
        assertThat(found(0, 16)).hasSize(14);
        index.merge(shelf);
        assertThat(found(0, 16)).hasSize(14);
        assertThat(data()).doesNotContain(JOB.value());
    }

    @Test
    void forgottenJobLeavesNothing() throws Exception {
        for (int i = 0; i < 8; i++) {
            write("s" + i, i % 2 == 0 ? JOB : OTHER, i, i + 1);
        }
        index.merge(shelf);
        write("alone", JOB, 100, 110);

        index.forget(shelf, JOB);

        assertThat(found(0, 200).values())
                .hasSize(4)
                .allMatch(text -> text.endsWith(OTHER.value()));
        assertThat(data()).doesNotContain(JOB.value());
        assertThat(objects()).isEqualTo(3);
        index.forget(shelf, OTHER);
        assertThat(objects()).isZero();
    }

    @Test
    void segmentWhoseObjectsAreGoneIsPassedOver() throws Exception {
        write("gone", JOB, 0, 3);
        write("there", JOB, 3, 6);
        bucket.delete(shelf.key("gone", Segment.DATA));

        assertThat(found(0, 6)).hasSize(3);
        index.forget(shelf, JOB);
        assertThat(found(0, 6)).isEmpty();
    }

    private void write(String id, JobId job, int from, int to) {
        try (SegmentWriter writer = index.write(shelf, id)) {
            for (int i = from; i < to; i++) {
                writer.add(hash(i), job, Integer.toString(i), IntNode.valueOf(i));
            }
            writer.commit();
        }
    }

    private static ContentHash hash(int i) {
        return ContentHash.of(Integer.toString(i));
    }

    private Map<Integer, String> found(int from, int to) throws IOException {
        try (Lookup lookup = index.open(shelf)) {
            return results(lookup, from, to);
        }
    }

    private Map<Integer, String> results(Lookup lookup, int from, int to) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (int i = to - 1; i >= from; i--) {
            Place place = lookup.find(hash(i));
            if (place != null) {
                hits.add(new Hit(i, place));
            }
        }
        try (ObjectUpload upload = bucket.create("reused")) {
            lookup.copy(hits, upload);
            upload.commit();
        }
        Map<Integer, String> results = new TreeMap<>();
        Path local = folder.resolve("local");
        try (var reused = new ReusedResults(bucket, "reused", local, from, to - from)) {
            for (int i = from; i < to; i++) {
                ReusedResults.Reused result = reused.of(i);
                if (result != null) {
                    results.put(
                            i,
                            "%s from %s of %s"
                                    .formatted(
                                            result.result(),
                                            result.from().id(),
                                            result.from().job()));
                }
            }
        } finally {
            Files.delete(local);
        }
        return results;
    }

    private long standing() {
        return new Segments(table)
                .of(shelf).stream().filter(segment -> segment.retired() == null).count();
    }

    private long objects() {
        return keys().size();
    }

    private List<String> keys() {
        String prefix = shelf.key("", "").replace("/.", "/");
        return s3
                .listObjectsV2Paginator(list -> list.bucket(storage.bucket()).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    /** What lies in segments that stand. */
    private String data() throws IOException {
        var data = new StringBuilder();
        for (Segment segment : new Segments(table).of(shelf)) {
            if (segment.retired() == null) {
                try (var in = bucket.open(shelf.key(segment.id(), Segment.DATA))) {
                    data.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return data.toString();
    }
}
