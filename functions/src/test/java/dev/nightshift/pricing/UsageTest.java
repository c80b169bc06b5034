package dev.nightshift.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UsageTest {
    private final ObjectMapper json = ObjectMapper.getDefault();

    @Test
    void partsCannotExceedTheWhole() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Usage(10, 11, 0, 0))
                .withMessage("11 cached input tokens cannot be part of 10 input tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Usage(0, 0, 10, 11))
                .withMessage("11 reasoning tokens cannot be part of 10 output tokens");
        assertThatIllegalArgumentException().isThrownBy(() -> Usage.of(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Usage(1, -1, 0, 0));
    }

    @Test
    void usagesAddUpFieldByField() {
        assertThat(new Usage(10, 2, 30, 4).plus(new Usage(1, 1, 1, 1)).plus(Usage.ZERO))
                .isEqualTo(new Usage(11, 3, 31, 5));
    }

    @Test
    void usageAndLaneGoOverTheWire() throws IOException {
        var usage = new Usage(10, 2, 30, 4);

        String text = json.writeValueAsString(usage);

        assertThat(text)
                .isEqualTo(
                        "{\"input_tokens\":10,\"cached_input_tokens\":2,\"output_tokens\":30,\"reasoning_tokens\":4}");
        assertThat(json.readValue(text, Usage.class)).isEqualTo(usage);
        assertThat(json.writeValueAsString(Lane.REALTIME)).isEqualTo("\"realtime\"");
        assertThat(json.readValue("\"batch\"", Lane.class)).isEqualTo(Lane.BATCH);
    }

    @Test
    void laneIsNeverGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lane.fromWire("flex"))
                .withMessageContaining("No lane \"flex\"");
    }
}
