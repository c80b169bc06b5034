package dev.nightshift.tell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.task.ResultColumn;
import dev.nightshift.task.ValuePath;
import dev.nightshift.tell.Chunks.Chunk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chunks in which records are handed over. */
class ChunksTest {
    private static final List<ResultColumn> COLUMNS =
            List.of(
                    new ResultColumn("Ref", new ValuePath(List.of("id"))),
                    new ResultColumn("Fit", new ValuePath(List.of("result", "score"))),
                    new ResultColumn("E-Mail", new ValuePath(List.of("fields", "mail"))));

    @Test
    void recordsAreMappedWithTheirTypesAndOthersLeftOut() throws IOException {
        String results =
                succeeded("a", "ö@b.example")
                        + "{\"id\":\"b\",\"outcome\":\"invalid\",\"fields\":{\"mail\":\"x\"}}\n"
                        + "{\"id\":\"c\",\"outcome\":\"succeeded\",\"result\":{\"score\":[1,\"x\"]}}\n";

        assertThat(chunks(results, 0))
                .containsExactly(
                        new Chunk(
                                "[{\"Ref\":\"a\",\"Fit\":7,\"E-Mail\":\"ö@b.example\"},"
                                        + "{\"Ref\":\"c\",\"Fit\":[1,\"x\"],\"E-Mail\":null}]",
                                2,
                                results.getBytes(UTF_8).length,
                                true));
    }

    @Test
    void numberAndBytesOfRecordsAreBoundedAndALargerOneGoesByItself() throws IOException {
        String mail = "ö".repeat(Chunks.MOST_BYTES / 6);
        var many = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            many.append(succeeded("r" + i, ""));
        }
        String large =
                succeeded("a", mail)
                        + succeeded("b", mail)
                        + succeeded("c", mail)
                        + succeeded("d", mail.repeat(5))
                        + succeeded("e", mail);

        assertThat(chunks(many.toString(), 0))
                .extracting(Chunk::records)
                .containsExactly(500, 500, 1);
        assertThat(chunks(large, 0)).extracting(Chunk::records).containsExactly(2, 1, 1, 1);
    }

    @Test
    void endOfEachChunkLeadsToThoseThatFollow() throws IOException {
        var results = new StringBuilder();
        for (int i = 0; i < 1_300; i++) {
            results.append(
                    i % 3 == 0
                            ? "{\"id\":\"ö\",\"outcome\":\"failed\"}\n"
                            : succeeded("ö" + i, "x".repeat(i)));
        }
        List<Chunk> all = chunks(results.toString(), 0);

        assertThat(all).hasSizeGreaterThan(2);
        for (int i = 1; i < all.size(); i++) {
            assertThat(chunks(results.toString(), all.get(i - 1).end()))
                    .isEqualTo(all.subList(i, all.size()));
        }
    }

    @Test
    void longWayWithoutRecordsIsCutAsWellAndNothingIsTheLast() throws IOException {
        String failed = "{\"id\":\"b\",\"outcome\":\"failed\"}\n";

        assertThat(chunks(failed.repeat(Chunks.MOST_LINES + 1), 0))
                .containsExactly(
                        new Chunk("[]", 0, (long) failed.length() * Chunks.MOST_LINES, false),
                        new Chunk("[]", 0, failed.length() * (Chunks.MOST_LINES + 1L), true));
        assertThat(chunks("", 0)).containsExactly(new Chunk("[]", 0, 0, true));
    }

    private static String succeeded(String id, String mail) {
        return "{\"id\":\"%s\",\"outcome\":\"succeeded\",\"result\":{\"score\":7},\"fields\":{\"mail\":\"%s\"}}\n"
                .formatted(id, mail);
    }

    private static List<Chunk> chunks(String results, long from) throws IOException {
        byte[] bytes = results.getBytes(UTF_8);
        byte[] rest = Arrays.copyOfRange(bytes, (int) from, bytes.length);
        List<Chunk> all = new ArrayList<>();
        try (var chunks = new Chunks(new ByteArrayInputStream(rest), from, COLUMNS)) {
            do {
                all.add(chunks.next());
            } while (!all.getLast().isLast());
        }
        return all;
    }
}
