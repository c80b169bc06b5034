package dev.nightshift.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.local.template.Route;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteMatchTest {
    private static final List<Route> ROUTES =
            Stream.of(
                            "ANY $default",
                            "ANY /{proxy+}",
                            "GET /pets/{proxy+}",
                            "GET /pets/dog/{id}",
                            "ANY /pets/dog/1",
                            "GET /pets/dog/1")
                    .map(key -> key.split(" ", 2))
                    .map(key -> new Route("Work", key[0], key[1]))
                    .toList();

    /** The first five are the examples of API Gateway's documentation. */
    @ParameterizedTest
    @CsvSource({
        "GET,/pets/dog/1,GET /pets/dog/1",
        "GET,/pets/dog/2,GET /pets/dog/{id}",
        "GET,/pets/cat/1,GET /pets/{proxy+}",
        "POST,/test/5,ANY /{proxy+}",
        "POST,/,$default",
        "POST,/pets/dog/1,ANY /pets/dog/1",
        "GET,/pets/dog/1/2,GET /pets/{proxy+}",
        "GET,/pets/dog/,GET /pets/{proxy+}",
        "GET,/pets,ANY /{proxy+}"
    })
    void theMostSpecificRouteWins(String method, String path, String key) {
        assertThat(RouteMatch.find(ROUTES, method, path))
                .get()
                .extracting(match -> match.route().key())
                .isEqualTo(key);
        assertThat(RouteMatch.find(ROUTES.reversed(), method, path))
                .get()
                .extracting(match -> match.route().key())
                .isEqualTo(key);
    }

    @Test
    void variablesAreDecodedAndAPlusIsAPlus() {
        assertThat(parameter("/a/{id}", "/a/x%2Fy%20z+%C3%A9")).isEqualTo("x/y z+é");
        assertThat(parameter("/a/{id+}", "/a/b/c%20d")).isEqualTo("b/c d");
    }

    @Test
    void whatNoRouteTakesIsTakenByNone() {
        List<Route> routes = Arrays.asList(new Route("Work", "get", "/a/{id}"));

        assertThat(RouteMatch.find(routes, "GET", "/a")).isEmpty();
        assertThat(RouteMatch.find(routes, "GET", "/a/")).isEmpty();
        assertThat(RouteMatch.find(routes, "GET", "/a/b/c")).isEmpty();
        assertThat(RouteMatch.find(routes, "POST", "/a/b")).isEmpty();
    }

    private static String parameter(String path, String sent) {
        return RouteMatch.find(List.of(new Route("Work", "GET", path)), "GET", sent)
                .orElseThrow()
                .pathParameters()
                .getOrDefault("id", "");
    }
}
