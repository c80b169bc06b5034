package dev.nightshift.simulator.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.simulator.model.Dialect;
import dev.nightshift.simulator.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineCheckTest {
    @TempDir Path dir;

    @Property(tries = 300)
    void anyBytesAreAGoodLineOrAnError(@ForAll("lines") byte[] line) throws IOException {
        LineCheck check = new LineCheck(Dialect.CHAT, ModelSettings.STANDARD);

        LineCheck.Checked checked = check.check(1, line, 0, line.length);

        if (checked instanceof LineCheck.Checked.Bad(LineError error)) {
            assertThat(error.line()).isEqualTo(1);
            assertThat(error.code()).isNotBlank();
        }
    }

    @Test
    void fileIsCutAtLineFeedsWhereverTheyAre() throws IOException {
        for (int last : new int[] {0, 1, 1 << 20, (1 << 20) + 1, 3 << 20}) {
            List<String> lines =
                    List.of("a", "", "b".repeat((1 << 20) - 2), "ä\r", "c".repeat(last));
            Path file = dir.resolve("lines-" + last);
            Files.writeString(file, String.join("\n", lines));
            List<String> seen = new ArrayList<>();
            List<Long> offsets = new ArrayList<>();

            LineScanner.scan(
                    file,
                    (offset, bytes, from, length) -> {
                        seen.add(new String(bytes, from, length, UTF_8));
                        offsets.add(offset);
                        return true;
                    });

            assertThat(seen).isEqualTo(last == 0 ? lines.subList(0, 4) : lines);
            List<Long> expected = List.of(0L, 2L, 3L, 2L + (1 << 20), 6L + (1 << 20));
            assertThat(offsets).isEqualTo(expected.subList(0, seen.size()));
        }
    }

    @Provide
    Arbitrary<byte[]> lines() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.of("custom_id", "method", "url", "body", "model", "messages", "stream")
                        .list()
                        .ofMaxSize(6)
                        .flatMap(
                                keys ->
                                        Arbitraries.of(
                                                        "null",
                                                        "1",
                                                        "\"POST\"",
                                                        "[]",
                                                        "{}",
                                                        "true",
                                                        "\"/v1/chat/completions\"",
                                                        "{\"model\":[]}",
                                                        "{\"model\":\"gpt-4o\",\"messages\":7}")
                                                .list()
                                                .ofSize(keys.size())
                                                .map(values -> object(keys, values))));
    }

    private static byte[] object(List<String> keys, List<String> values) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < keys.size(); i++) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(keys.get(i))
                    .append("\":")
                    .append(values.get(i));
        }
        return json.append('}').toString().getBytes(UTF_8);
    }
}
