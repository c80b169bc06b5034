package dev.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.record.UnreadableInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FirstPartTest {
    @Test
    void aWholeInputIsNotCut() throws IOException {
        var part = new FirstPart(new ByteArrayInputStream(new byte[10]), 10, false);

        assertThat(part.readAllBytes()).hasSize(10);
        assertThat(part.isCut()).isFalse();
    }

    @Test
    void theFirstBytesOfAnInputAreCut() throws IOException {
        var part = new FirstPart(new ByteArrayInputStream(new byte[10]), 10, true);

        assertThat(part.readAllBytes()).hasSize(10);
        assertThat(part.isCut()).isTrue();
    }

    @Test
    void whatUnpacksToMoreIsCut() throws IOException {
        var part = new FirstPart(new ByteArrayInputStream(packed(100_000_000)), 1_000, false);

        assertThat(part.readAllBytes()).hasSize(1_000);
        assertThat(part.read()).isEqualTo(-1);
        assertThat(part.isCut()).isTrue();
    }

    @Test
    void aPackedPartEndsWhereItCannotBeUnpacked() throws IOException {
        byte[] half = Arrays.copyOf(packed(100_000), 60);
        var part = new FirstPart(new ByteArrayInputStream(half), 1_000_000, true);

        assertThat(part.readAllBytes()).hasSizeLessThan(100_000);
        assertThat(part.isCut()).isTrue();
        assertThatExceptionOfType(UnreadableInputException.class)
                .isThrownBy(
                        new FirstPart(new ByteArrayInputStream(half), 1_000_000, false)
                                ::readAllBytes);
    }

    private static byte[] packed(int zeros) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[zeros]);
        }
        return packed.toByteArray();
    }
}
