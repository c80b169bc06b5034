package dev.nightshift.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Property
    void linesComeBackHoweverTheStreamIsCut(
            @ForAll List<@AlphaChars String> lines,
            @ForAll boolean lastEnded,
            @ForAll @IntRange(min = 1, max = 7) int readAtOnce)
            throws IOException {
        String text = String.join("\n", lines) + (lastEnded ? "\n" : "");
        // What stands behind the last line feed is a line only when it is not empty.
        List<String> expected = new ArrayList<>(List.of(text.split("\n", -1)));
        if (expected.getLast().isEmpty()) {
            expected.removeLast();
        }

        assertThat(read(slow(text, readAtOnce))).isEqualTo(expected);
    }

    @Test
    void lineLongerThanTheBufferComesBackWholeAndKnowsWhereItBegan() throws IOException {
        String first = "a".repeat(700_000);
        String second = "b".repeat(5_000_000);
        byte[] bytes = (first + "\n" + second + "\nc").getBytes(StandardCharsets.UTF_8);
        List<Long> positions = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        try (var reader = new LineReader(new ByteArrayInputStream(bytes))) {
            while (reader.next()) {
                positions.add(reader.position());
                lengths.add(reader.length());
            }
        }

        assertThat(positions).containsExactly(0L, 700_001L, 5_700_002L);
        assertThat(lengths).containsExactly(700_000, 5_000_000, 1);
    }

    private static List<String> read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        try (var reader = new LineReader(in)) {
            while (reader.next()) {
                lines.add(
                        new String(
                                reader.buffer(),
                                reader.start(),
                                reader.length(),
                                StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private static InputStream slow(String text, int readAtOnce) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, readAtOnce));
            }
        };
    }
}
