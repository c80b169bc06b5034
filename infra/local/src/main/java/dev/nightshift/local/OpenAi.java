package dev.nightshift.local;

import dev.nightshift.simulator.SimulatorSettings;
import java.net.URI;

/** Whom the functions ask for answers. */
public sealed interface OpenAi {

    /** The simulator, which costs nothing. */
    record Simulated(SimulatorSettings settings) implements OpenAi {}

    /**
     * The service itself, or one of the same shape. Costs money.
     *
     * @param baseUrl with its version, such as https://api.openai.com/v1
     */
    record Live(URI baseUrl, String apiKey) implements OpenAi {
        public Live {
            if (apiKey.isBlank()) {
                throw new IllegalArgumentException("the key for OpenAI must not be blank");
            }
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Live[" + baseUrl + "]";
        }
    }
}
