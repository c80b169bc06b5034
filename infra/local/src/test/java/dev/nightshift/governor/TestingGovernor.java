package dev.nightshift.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.governor.Admission.Admitted;
import dev.nightshift.governor.Admission.NeverFits;
import dev.nightshift.governor.Admission.Waiting;
import dev.nightshift.job.JobId;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.TestingTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the tests of the governor share. */
final class TestingGovernor {
    static final long LIMIT = 100;

    private static final JobId JOB = new JobId("20261121-aaaaaaaaaaaa");

    private TestingGovernor() {}

    static GovernorSettings settings(String limits) {
        return new GovernorSettings(
                limits,
                Duration.ofHours(1),
                Duration.ofDays(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5));
    }

    static Claim claim(String model, int batch, long tokens) {
        return new Claim(model, reference(batch), tokens);
    }

    static AttemptReference reference(int batch) {
        return new AttemptReference(JOB, batch, 1);
    }

    /** The batches that are woken. */
    static List<Integer> batches(List<Turn> turns) {
        return turns.stream().map(turn -> turn.reference().batch()).toList();
    }

    /** An admission in a word. */
    static String word(Admission admission) {
        return switch (admission) {
            case Admitted admitted -> "admitted";
            case Waiting waiting -> "waiting";
            case NeverFits never -> "never fits " + never.limit();
        };
    }

    /** The rows of a model's queue by their keys, what does not show in the outcome left out. */
    static Map<String, Map<String, Object>> rows(TestingTable table, String model) {
        Map<String, Map<String, Object>> rows = new TreeMap<>();
        table.rows("QUEUE#" + model).forEach(row -> rows.put(row.require("sk"), seen(row)));
        return rows;
    }

    /** What must be so whenever nobody is at it. */
    static void requireSound(TestingTable table, String model) {
        var rows = rows(table, model);
        long held = 0;
        for (var row : rows.entrySet()) {
            String[] key = row.getKey().split("#", -1);
            switch (key[0]) {
                case "HOLD" -> {
                    held += tokens(row.getValue());
                    assertThat(rows).doesNotContainKey("PLACE#" + key[1]);
                }
                case "PLACE" ->
                        assertThat(rows)
                                .containsKey("WAIT#" + row.getValue().get("since") + "#" + key[1]);
                case "WAIT" -> assertThat(rows).containsKey("PLACE#" + key[2]);
                case "LIMIT" -> {}
                default -> throw new AssertionError("a row nobody knows: " + row);
            }
        }
        assertThat(count(rows, "WAIT#")).isEqualTo(count(rows, "PLACE#"));
        assertThat(reserved(table, model)).as("reserved is the sum of holds").isEqualTo(held);
    }

    static long reserved(TestingTable table, String model) {
        return table.rows("QUEUE#" + model).stream()
                .filter(row -> row.require("sk").equals("LIMIT"))
                .mapToLong(row -> row.number("reserved"))
                .sum();
    }

    private static long count(Map<String, ?> rows, String prefix) {
        return rows.keySet().stream().filter(key -> key.startsWith(prefix)).count();
    }

    private static long tokens(Map<String, Object> row) {
        return Long.parseLong((String) row.get("tokens"));
    }

    private static Map<String, Object> seen(Item row) {
        return row.attributes().entrySet().stream()
                .filter(each -> !each.getKey().equals("pk"))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                each ->
                                        each.getValue().s() == null
                                                ? each.getValue().n()
                                                : each.getValue().s()));
    }
}
