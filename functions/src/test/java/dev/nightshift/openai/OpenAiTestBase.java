package dev.nightshift.openai;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A client of a {@link FaultyServer}, over real HTTP. */
abstract class OpenAiTestBase {
    FaultyServer server;
    ApplicationContext context;
    OpenAi openAi;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer();
        restart(Map.of());
    }

    /** Starts the client again with more properties. */
    final void restart(Map<String, Object> more) {
        if (context != null) {
            context.close();
        }
        Map<String, Object> properties = new HashMap<>();
        properties.put("nightshift.openai.base-url", server.url());
        properties.put("nightshift.openai.api-key", "sk-test");
        properties.put(RecordedPause.PROPERTY, true);
        properties.putAll(more);
        context =
                ApplicationContext.builder()
                        .deduceEnvironment(false)
                        .banner(false)
                        .properties(properties)
                        .start();
        openAi = context.getBean(OpenAi.class);
    }

    @AfterEach
    void stop() {
        context.close();
        server.close();
    }

    final List<Duration> pauses() {
        return context.getBean(RecordedPause.class).lengths;
    }

    static String error(String code) {
        return "{\"error\":{\"message\":\"SECRET words\",\"type\":\"some_type\",\"param\":null,\"code\":\""
                + code
                + "\"}}";
    }
}
