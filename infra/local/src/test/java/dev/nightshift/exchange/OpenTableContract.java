package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nightshift.job.Delivery.Fate;
import dev.nightshift.source.Source.Written;
import dev.nightshift.storage.Timestamps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every table does for jobs. Its records have {@code id}, {@code text} and {@code changed}.
 */
abstract class OpenTableContract {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    static final Written CLAIMED =
            new Written("mark", "changed", "claim", "outcome", Map.of("score", "score"));
    static final Written LEASED =
            new Written("mark", "changed", null, "outcome", Map.of("score", "score"));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Writes a record, in place of any before it. */
    abstract void put(String id, String text, @Nullable String changed) throws Exception;

    /** What a record has, nulls left out; empty when it is not there. */
    abstract Map<String, String> row(String id) throws Exception;

    abstract void remove(String id) throws Exception;

    abstract OpenTable open(Written written, Marks marks);

    /** A number that the column {@code score} does not take. */
    abstract JsonNode unfit();

    static Marks marks(String job, Instant now) {
        return new Marks(
                job,
                "score@1",
                Timestamps.text(now),
                Timestamps.text(now),
                Timestamps.text(now.plus(Duration.ofDays(1))) + " " + job);
    }

    OpenTable open(Written written, String job) {
        return open(written, marks(job, NOW));
    }

    static List<DueRecord> all(OpenTable table) throws IOException {
        List<DueRecord> all = new ArrayList<>();
        String after = null;
        do {
            OpenTable.Page page = table.read(after, 1000);
            all.addAll(page.records());
            after = page.next();
        } while (after != null);
        return all;
    }

    static List<String> keys(List<DueRecord> records) {
        return records.stream().map(DueRecord::key).sorted().toList();
    }

    static Ended succeeded(DueRecord record, int score) {
        return new Ended(
                record.key(),
                record.version(),
                true,
                "succeeded",
                Map.of("score", NODES.numberNode(score)));
    }

    @Test
    void givesRecordsThatAreDueWithTheirFields() throws Exception {
        put("a", "One, \"two\"\nthree", "2026-01-01 00:00:00");
        put("b", "", null);

        try (OpenTable table = open(LEASED, "job-1")) {
            assertThat(table.hasDue()).isTrue();
            List<DueRecord> due = all(table);
            assertThat(keys(due)).containsExactly("a", "b");
            int text = table.columns().indexOf("text");
            for (DueRecord one : due) {
                assertThat(one.cells().get(text))
                        .isEqualTo(one.key().equals("a") ? "One, \"two\"\nthree" : "");
                assertThat(one.version().equals("-")).isEqualTo(one.key().equals("b"));
            }
        }
    }

    @Test
    void storesAResultAndAgainTheSame() throws Exception {
        put("a", "One", "2026-01-01 00:00:00");
        put("b", "Two", null);

        Map<String, String> once;
        try (OpenTable table = open(CLAIMED, "job-1")) {
            List<Ended> ended = all(table).stream().map(one -> succeeded(one, 7)).toList();
            assertThat(row("a")).containsKey("claim");
            assertThat(table.write(ended)).containsOnly(Fate.STORED).hasSize(2);
            once = row("a");
            assertThat(table.write(ended)).containsOnly(Fate.STORED).hasSize(2);
        }

        assertThat(once)
                .containsEntry("score", "7")
                .containsEntry("outcome", "succeeded")
                .containsEntry("text", "One")
                .doesNotContainKey("claim");
        assertThat(once.get("mark")).contains("2026-11-21T08:00:00.000Z", "score@1", "job-1");
        assertThat(row("a")).isEqualTo(once);
        try (OpenTable table = open(CLAIMED, "job-2")) {
            assertThat(table.hasDue()).isFalse();
            assertThat(all(table)).isEmpty();
        }
    }

    @Test
    void leavesDueWhatHasNoFinalOutcome() throws Exception {
        put("a", "One", null);

        try (OpenTable table = open(CLAIMED, "job-1")) {
            DueRecord one = all(table).getFirst();
            Ended unsent = new Ended(one.key(), one.version(), false, "unsent: budget", Map.of());
            assertThat(table.write(List.of(unsent))).containsExactly(Fate.OPEN);
        }

        assertThat(row("a"))
                .containsEntry("outcome", "unsent: budget")
                .doesNotContainKeys("mark", "claim", "score");
        try (OpenTable table = open(CLAIMED, "job-2")) {
            assertThat(keys(all(table))).containsExactly("a");
        }
    }

    @Test
    void writesNothingToWhatHasChangedOrGone() throws Exception {
        put("a", "One", "2026-01-01 00:00:00");
        put("b", "Two", null);
        put("c", "Three", null);

        try (OpenTable table = open(LEASED, "job-1")) {
            List<Ended> ended = all(table).stream().map(one -> succeeded(one, 7)).toList();
            put("a", "Another", "2026-02-02 00:00:00");
            put("b", "Another", "2026-02-02 00:00:00");
            remove("c");
            assertThat(table.write(ended)).containsOnly(Fate.PASSED_OVER).hasSize(3);
        }

        assertThat(row("a")).doesNotContainKeys("mark", "score", "outcome");
        assertThat(row("b")).doesNotContainKeys("mark", "score", "outcome");
        assertThat(row("c")).isEmpty();
    }

    @Test
    void takesAgainWhatHasChangedSinceItWasMarked() throws Exception {
        put("a", "One", "2026-01-01 00:00:00");
        put("b", "Two", "2026-01-01 00:00:00");
        try (OpenTable table = open(LEASED, "job-1")) {
            table.write(all(table).stream().map(one -> succeeded(one, 7)).toList());
        }

        change("a", "2026-02-02 00:00:00.123456");

        try (OpenTable table = open(LEASED, "job-2")) {
            List<DueRecord> due = all(table);
            assertThat(keys(due)).containsExactly("a");
            assertThat(table.write(List.of(succeeded(due.getFirst(), 8))))
                    .containsExactly(Fate.STORED);
            assertThat(all(table)).isEmpty();
        }
        assertThat(row("a")).containsEntry("score", "8");
    }

    /** Changes a record as its owner would, the rest of it stays. */
    abstract void change(String id, String changed) throws Exception;

    @Test
    void takesItsOwnClaimsAgainAndNobodyElsesBeforeTheyExpire() throws Exception {
        put("a", "One", null);

        try (OpenTable first = open(CLAIMED, "job-1");
                OpenTable second = open(CLAIMED, "job-2");
                OpenTable late = open(CLAIMED, marks("job-3", NOW.plus(Duration.ofDays(2))))) {
            DueRecord one = all(first).getFirst();
            assertThat(keys(all(first))).containsExactly("a");
            assertThat(second.hasDue()).isFalse();
            assertThat(all(second)).isEmpty();
            assertThat(keys(all(late))).containsExactly("a");
            assertThat(first.write(List.of(succeeded(one, 7)))).containsExactly(Fate.PASSED_OVER);
            assertThat(late.write(List.of(succeeded(one, 8)))).containsExactly(Fate.STORED);
        }

        assertThat(row("a")).containsEntry("score", "8");
    }

    @Test
    void twoRunnersNeverTakeTheSameRecord() throws Exception {
        for (int i = 0; i < 60; i++) {
            put("r-" + i, "One", null);
        }

        try (OpenTable first = open(CLAIMED, "job-1");
                OpenTable second = open(CLAIMED, "job-2");
                var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<List<DueRecord>>> both = List.of(() -> all(first), () -> all(second));
            Map<String, Integer> taken = new LinkedHashMap<>();
            for (var one : threads.invokeAll(both)) {
                one.get().forEach(record -> taken.merge(record.key(), 1, Integer::sum));
            }
            assertThat(taken).hasSize(60).allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        }
    }

    @Test
    void aValueThatDoesNotFitHoldsUpNoOther() throws Exception {
        put("a", "One", null);
        put("b", "Two", null);
        put("c", "Three", null);

        try (OpenTable table = open(CLAIMED, "job-1")) {
            List<Ended> ended = new ArrayList<>();
            for (DueRecord one : all(table)) {
                ended.add(
                        one.key().equals("b")
                                ? new Ended(
                                        one.key(),
                                        one.version(),
                                        true,
                                        "succeeded",
                                        Map.of("score", unfit()))
                                : succeeded(one, 7));
            }
            assertThat(table.write(ended))
                    .containsExactlyInAnyOrder(Fate.STORED, Fate.REFUSED, Fate.STORED);
        }

        assertThat(row("b"))
                .containsEntry("outcome", "failed: not_stored")
                .containsKey("mark")
                .doesNotContainKeys("score", "claim");
        assertThat(row("c")).containsEntry("score", "7");
    }
}
