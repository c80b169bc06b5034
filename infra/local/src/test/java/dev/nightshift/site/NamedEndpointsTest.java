package dev.nightshift.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites go where the environment says, and nowhere else. */
class NamedEndpointsTest {
    private static final Service ALL = new Service.At(URI.create("http://127.0.0.1:4566"));
    private static final Service OWN = new Service.At(URI.create("https://tables.example:8000"));

    @Test
    void oneVariableNamesEveryService() {
        var services = NamedEndpoints.services(Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:4566"));

        assertThat(services.s3()).isEqualTo(ALL);
        assertThat(services.dynamoDb()).isEqualTo(ALL);
        assertThat(services.stepFunctions()).isEqualTo(ALL);
    }

    @Test
    void variableOfAServiceGoesBeforeTheOneForAll() {
        var services =
                NamedEndpoints.services(
                        Map.of(
                                "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
                                "AWS_ENDPOINT_URL_DYNAMODB", "https://tables.example:8000"));

        assertThat(services.dynamoDb()).isEqualTo(OWN);
        assertThat(services.s3()).isEqualTo(ALL);
    }

    @Test
    void serviceThatNobodyNamesIsMissingAndNotAmazons() {
        var services =
                NamedEndpoints.services(
                        Map.of("AWS_ENDPOINT_URL_DYNAMODB", "https://tables.example:8000"));

        assertThat(services.dynamoDb()).isEqualTo(OWN);
        assertThat(services.s3()).isEqualTo(new Service.Missing("AWS_ENDPOINT_URL_S3 is not set"));
        assertThat(services.stepFunctions())
                .isEqualTo(new Service.Missing("AWS_ENDPOINT_URL_SFN is not set"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void withoutTheVariablesThereIsNothing(String blank) {
        var services = NamedEndpoints.services(Map.of("AWS_ENDPOINT_URL", blank));

        assertThat(services.isEmpty()).isTrue();
        assertThat(services.s3()).isInstanceOf(Service.Missing.class);
        assertThat(services.dynamoDb()).isInstanceOf(Service.Missing.class);
        assertThat(services.stepFunctions()).isInstanceOf(Service.Missing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4566", "ftp://localhost", "http://", "http:/x"})
    void addressThatIsNoneIsRefusedByItsVariable(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamedEndpoints.services(Map.of("AWS_ENDPOINT_URL_S3", address)))
                .withMessageContaining("AWS_ENDPOINT_URL_S3");
    }
}
