package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributeJsonTest {
    @Property(tries = 200)
    void keysComeBackAsTheyWere(@ForAll @Size(min = 1, max = 3) List<String> parts) {
        String text = AttributeJson.joined(parts);

        assertThat(AttributeJson.split(text)).isEqualTo(parts);
        assertThat(text)
                .as("an id loses the spaces around it")
                .isEqualTo(text.strip())
                .isNotEmpty();
    }

    @Test
    void placesComeBackWithTheirTypes() {
        Map<String, AttributeValue> key =
                Map.of(
                        "s", AttributeValue.fromS("a \"b\""),
                        "n", AttributeValue.fromN("1.50"),
                        "b", AttributeValue.fromB(SdkBytes.fromUtf8String("x")));

        assertThat(AttributeJson.untyped(AttributeJson.typed(key))).isEqualTo(key);
    }

    @Test
    void cellsSayWhatAttributesHold() {
        assertThat(AttributeJson.cell(AttributeValue.fromN("100"))).isEqualTo("100");
        assertThat(AttributeJson.cell(AttributeValue.fromNul(true))).isEmpty();
        assertThat(AttributeJson.cell(null)).isEmpty();
        assertThat(
                        AttributeJson.cell(
                                AttributeValue.fromM(
                                        Map.of(
                                                "jobs",
                                                AttributeValue.fromL(
                                                        List.of(
                                                                AttributeValue.fromS("Clerk"),
                                                                AttributeValue.fromN("100")))))))
                .isEqualTo("{\"jobs\":[\"Clerk\",100]}");
    }

    @Test
    void repliesBecomeAttributes() throws Exception {
        assertThat(
                        AttributeJson.attribute(
                                new ObjectMapper()
                                        .readTree("{\"a\":[1.5,true,null],\"b\":{\"c\":\"x\"}}")))
                .isEqualTo(
                        AttributeValue.fromM(
                                Map.of(
                                        "a",
                                        AttributeValue.fromL(
                                                List.of(
                                                        AttributeValue.fromN("1.5"),
                                                        AttributeValue.fromBool(true),
                                                        AttributeValue.fromNul(true))),
                                        "b",
                                        AttributeValue.fromM(
                                                Map.of("c", AttributeValue.fromS("x"))))));
    }
}
