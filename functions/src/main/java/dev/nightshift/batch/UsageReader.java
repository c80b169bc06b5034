package dev.nightshift.batch;

import dev.nightshift.pricing.Usage;
import java.io.IOException;

/** Reads the tokens of a reply, under the names of either endpoint. */
final class UsageReader {
    private final LenientJson json;
    private long input;
    private long cached;
    private long output;
    private long reasoning;

    UsageReader(LenientJson json) {
        this.json = json;
    }

    Usage read() throws IOException {
        json.fields(
                name -> {
                    switch (name) {
                        case "input_tokens", "prompt_tokens" -> input = json.number();
                        case "output_tokens", "completion_tokens" -> output = json.number();
                        case "input_tokens_details",
                                "prompt_tokens_details",
                                "output_tokens_details",
                                "completion_tokens_details" ->
                                json.fields(this::detail);
                        default -> json.skip();
                    }
                });
        return new Usage(input, Math.min(cached, input), output, Math.min(reasoning, output));
    }

    private void detail(String name) throws IOException {
        switch (name) {
            case "cached_tokens" -> cached = json.number();
            case "reasoning_tokens" -> reasoning = json.number();
            default -> json.skip();
        }
    }
}
