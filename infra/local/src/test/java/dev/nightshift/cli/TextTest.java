package dev.nightshift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.record.InputFacts;
import dev.nightshift.task.Tasks;
import dev.nightshift.text.Suggestions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class TextTest {
    @Test
    void alignsColumns() {
        assertThat(new TextTable(" ", "lr").add("a", "1").add("löng", "100").lines())
                .containsExactly(" a       1", " löng  100");
    }

    @Test
    void findsWhatWasMeant() {
        assertThat(Suggestions.nearest("qualfy", List.of("analyze", "qualify")))
                .contains("qualify");
        assertThat(Suggestions.nearest("summarize", List.of("analyze", "qualify"))).isEmpty();
    }

    @Test
    void typesPathsAsTheUserWould() {
        Shell shell =
                TestingUser.in(Path.of("/home/x"))
                        .shell(new ByteArrayOutputStream(), new ByteArrayOutputStream());

        assertThat(shell.typed(Path.of("/home/x/a/b.csv"))).isEqualTo("a/b.csv");
        assertThat(shell.typed(Path.of("/home/y.csv"))).isEqualTo("/home/y.csv");
        assertThat(shell.typed(Path.of("/home/x"))).isEqualTo("/home/x");
    }

    @Test
    void saysHowMuchRoomIsMissing() {
        assertThatThrownBy(() -> DiskRoom.require(".nightshift", 2_000_000_000, 30_000_000))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("30 MB left")
                .hasMessageContaining("2,000 MB");
    }

    @Test
    void asksRoomForWhatAPackedFileHolds() {
        long needed =
                DiskRoom.needed(
                        new CheckedInput(
                                Path.of("small.csv.gz"),
                                Tasks.find("qualify").orElseThrow(),
                                1,
                                1,
                                1_000_000_000,
                                new InputFacts(1, 0, 1, "CSV, packed with gzip")));

        assertThat(needed).isBetween(6_000_000_000L, 6_100_000_000L);
    }

    @Test
    void findsAnExampleForEachWayOfEnding() throws IOException {
        String results =
                """
                {"ordinal":0,"id":"a","outcome":"succeeded","result":{"message":"no"}}
                {"ordinal":1,"id":"b","outcome":"failed","code":"x","message":"first"}
                {"ordinal":2,"id":"c","outcome":"failed","code":"x","message":"second"}
                {"ordinal":3,"id":"d","outcome":"refused","fields":{"code":"y"}}
                """;

        assertThat(
                        Examples.find(
                                new ByteArrayInputStream(results.getBytes(UTF_8)),
                                Set.of("failed/x", "refused", "failed/z")))
                .isEqualTo(Map.of("failed/x", "record b: first", "refused", "record d"));
    }

    @Property(tries = 50)
    void makesAnArrayOfLines(@ForAll @IntRange(max = 40_000) int lines) throws IOException {
        var out = new ByteArrayOutputStream();

        JsonArray.ofLines(
                new ByteArrayInputStream("{\"a\":1}\n".repeat(lines).getBytes(UTF_8)), out);

        String expected = String.join(",\n", Collections.nCopies(lines, "{\"a\":1}"));
        assertThat(out.toString(UTF_8)).isEqualTo("[\n" + expected + "\n]\n");
    }
}
