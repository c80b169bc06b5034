package dev.nightshift.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.upload.Dropped.File;
import dev.nightshift.upload.Dropped.Misplaced;
import dev.nightshift.upload.Dropped.Other;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DroppedTest {
    @ParameterizedTest
    @CsvSource({
        "uploads/qualify/leads.csv, leads",
        "uploads/qualify/leads.jsonl.gz, leads",
        "uploads/qualify/LEADS.CSV, LEADS",
        "uploads/qualify/may/new/a b+c.tsv, may/new/a b+c",
        "uploads/qualify/2026.11, 2026.11",
        "uploads/qualify/.csv.csv, .csv",
        "uploads/qualify/api/leads.csv, api/leads",
        "uploads/qualify/Größe.json, Größe",
        "uploads/qualify/leads.options.json.csv, leads.options.json",
    })
    void fileHasItsPlacesByItsName(String key, String path) {
        assertThat(Dropped.of(key)).isEqualTo(new File(key, "qualify", path));

        File file = (File) Dropped.of(key);
        assertThat(file.optionsKey()).isEqualTo("uploads/qualify/" + path + ".options.json");
        assertThat(file.errorKey()).isEqualTo(key + ".error.txt");
        assertThat(file.resultsKey("results.csv"))
                .isEqualTo("results/qualify/" + path + "/results.csv");
        assertThat(Dropped.of(file.optionsKey())).isEqualTo(new Other());
        assertThat(Dropped.of(file.errorKey())).isEqualTo(new Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "uploads/",
                "uploads/qualify/",
                "uploads/api/0123456789abcdef0123456789abcdef",
                "uploads/api/x/y.csv",
                "uploads/qualify/leads.options.json",
                "uploads/qualify/leads.csv.error.txt",
                "uploads/error.txt.error.txt",
                "jobs/20261121-k7q2x4fm6azt/input",
                "Uploads/qualify/leads.csv"
            })
    void otherObjectsAreLeftAlone(String key) {
        assertThat(Dropped.of(key)).isEqualTo(new Other());
    }

    @ParameterizedTest
    @CsvSource({
        "uploads/leads.csv, uploads/leads.csv, folder of no task",
        "uploads//leads.csv, uploads//leads.csv, empty",
        "uploads/qualify//leads.csv, uploads/qualify//leads.csv, empty",
        "uploads/qualify/.csv, uploads/qualify/.csv, empty",
        "uploads/../x, uploads/_/x, ..",
        "uploads/qualify/.., uploads/qualify/_, ..",
        "uploads/qualify/../../jobs/x.csv, uploads/qualify/_/_/jobs/x.csv, ..",
        "uploads/./x.csv, uploads/_/x.csv, ..",
        "uploads/qualify/...csv, uploads/qualify/...csv, ..",
        "'uploads/qualify/a\nb.csv', uploads/qualify/a_b.csv, control character",
    })
    void whatWasMeantToStartAJobIsRefusedInWords(String key, String beside, String why) {
        assertThat(Dropped.of(key))
                .isInstanceOfSatisfying(
                        Misplaced.class,
                        refused -> {
                            assertThat(refused.why()).contains(why, "uploads/TASK/");
                            assertThat(refused.errorKey()).isEqualTo(beside + ".error.txt");
                        });
    }

    @Test
    void keyWithoutRoomForAnotherBesideItIsRefusedUnderAShorterOne() {
        String key = "uploads/qualify/x" + "ü".repeat(503) + "y";
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSize(1_024);

        Misplaced refused = (Misplaced) Dropped.of(key);

        assertThat(refused.why()).contains("1,000 bytes");
        // The last character had room for one of its two bytes.
        assertThat(refused.errorKey())
                .isEqualTo("uploads/qualify/x" + "ü".repeat(491) + ".error.txt");
        assertThat(Dropped.of(refused.errorKey())).isEqualTo(new Other());
    }
}
