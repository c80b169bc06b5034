package dev.nightshift.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLineTest {
    @Test
    void bodyIsHandedOnByteByByteFromTheMiddleOfABuffer() {
        String body = "{\"model\":\"m\",\"input\":\"é {\\\"}\\u20ac€ \",\"n\":1.50}";
        byte[] buffer =
                ("ü junk{"
                                + "{\"custom_id\":\"r12\",\"method\":\"POST\",\"url\":\"/v1/responses\",\"body\":"
                                + body
                                + "}more")
                        .getBytes(UTF_8);
        int offset = "ü junk{".getBytes(UTF_8).length;

        RequestLine line = RequestLine.read(buffer, offset, buffer.length - offset - 4);

        assertThat(line).isEqualTo(new RequestLine(12, "/v1/responses", body));
        assertThat(line.customId()).isEqualTo("r12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"custom_id\":\"r1\",\"url\":\"/v1/responses\"}",
                "{\"custom_id\":\"x1\",\"url\":\"/v1/responses\",\"body\":{}}",
                "{\"url\":\"/v1/responses\",\"body\":{}}",
                "{\"custom_id\":\"r1\",\"url\":\"/v1/responses\",\"body\":{",
            })
    void lineThatIsNoneOfOursIsRefused(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestLine.read(bytes, 0, bytes.length))
                .withMessageContaining("request's line");
    }
}
