package dev.nightshift.simulator.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;

class UploadFormTest {
    private static final String TYPE = "multipart/form-data; boundary=\"cut\"";

    private Path file = Path.of("");

    @BeforeProperty
    void makeFile() throws IOException {
        file = Files.createTempFile("upload", ".form");
    }

    @AfterProperty
    void removeFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 300)
    void anyBodyIsAFormOrAnInputOutputError(@ForAll("bodies") String body) throws IOException {
        try {
            UploadForm form = read(body, 10_000);
            assertThat(form.fields()).isNotNull();
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(UploadForm.TooLarge.class);
        }
    }

    @Property(tries = 100)
    void contentIsKeptByteForByte(@ForAll byte[] content) throws IOException {
        String text = new String(content, ISO_8859_1);
        if (text.contains("\r\n--cut")) {
            return;
        }

        UploadForm form =
                read(
                        "--cut\r\ncontent-disposition: form-data; name=file; filename=\"a;b.jsonl\"\r\n\r\n"
                                + text
                                + "\r\n--cut\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--cut--",
                        1_000_000);

        assertThat(Files.readAllBytes(file)).isEqualTo(content);
        assertThat(form.filename()).isEqualTo("a;b.jsonl");
        assertThat(form.fields()).containsEntry("purpose", "batch");
    }

    @Test
    void readingStopsAtTheLimit() throws IOException {
        makeFile();
        String body =
                "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                        + "x".repeat(500_000);

        assertThatThrownBy(() -> read(body, 100_000)).isInstanceOf(UploadForm.TooLarge.class);
        removeFile();
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                        "--cut",
                        "--",
                        "\r\n",
                        "\n",
                        "Content-Disposition: form-data",
                        "; name=\"file\"",
                        "; filename=\"a",
                        "\"",
                        "content",
                        ";;=",
                        "\u0000")
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }

    private UploadForm read(String body, long most) throws IOException {
        return UploadForm.read(
                new ByteArrayInputStream(body.getBytes(ISO_8859_1)), TYPE, file, most);
    }
}
