package dev.nightshift.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.batch.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedRowsTest {
    private static final int ROWS = 20_000;

    @TempDir private Path folder;

    @Test
    void everyRowIsFoundHoweverTheTableGrows() throws IOException {
        try (var asked = new AskedRows(folder)) {
            for (int i = 0; i < ROWS; i++) {
                assertThat(asked.find(hash(i))).isNull();
                asked.add(hash(i), i);
            }
            assertAllFound(asked);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsSavedIsLoadedInTheNextStep() throws IOException {
        var saved = new ByteArrayOutputStream();
        try (var asked = new AskedRows(Files.createDirectory(folder.resolve("one")))) {
            for (int i = 0; i < ROWS; i++) {
                asked.add(hash(i), i);
            }
            asked.save(saved);
        }
        assertThat(saved.size()).isEqualTo(24 * ROWS);

        try (var asked = new AskedRows(Files.createDirectory(folder.resolve("two")))) {
            asked.load(new ByteArrayInputStream(saved.toByteArray()));
            assertAllFound(asked);
        }
    }

    private static void assertAllFound(AskedRows asked) {
        for (int i = 0; i < ROWS; i++) {
            assertThat(asked.find(hash(i))).isEqualTo(i);
        }
        assertThat(asked.find(hash(ROWS))).isNull();
    }

    private static ContentHash hash(int i) {
        return ContentHash.of(Integer.toString(i));
    }
}
