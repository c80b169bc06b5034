package dev.nightshift.local;

import dev.nightshift.local.server.Loopback;
import java.net.URI;
import java.util.Map;

/** How the functions of a stack reach OpenAI. */
record OpenAiAccess(URI baseUrl, String apiKey, boolean simulated) {
    /** The simulator asks for a key, as OpenAI does, and takes any. */
    private static final String SIMULATED_KEY = "sk-simulated";

    /**
     * @param port of the simulator
     */
    static OpenAiAccess of(OpenAi openAi, int port) {
        return switch (openAi) {
            case OpenAi.Simulated(_) ->
                    new OpenAiAccess(Loopback.uri(port).resolve("/v1"), SIMULATED_KEY, true);
            case OpenAi.Live(URI baseUrl, String apiKey) ->
                    new OpenAiAccess(baseUrl, apiKey, false);
        };
    }

    /**
     * Defaults for the template's parameters that suit the way to OpenAI. The simulator is looked
     * at every second, since its batches need not take hours.
     */
    Map<String, String> defaults() {
        String url = baseUrl.toString();
        return simulated
                ? Map.of("OpenAiBaseUrl", url, "PollMinimumSeconds", "1")
                : Map.of("OpenAiBaseUrl", url);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "OpenAiAccess[" + baseUrl + "]";
    }
}
