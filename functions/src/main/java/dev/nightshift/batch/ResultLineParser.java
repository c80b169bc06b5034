package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightshift.batch.ResultLine.Garbage;
import dev.nightshift.batch.ResultLine.LineError;
import dev.nightshift.batch.ResultLine.Reply;
import dev.nightshift.pricing.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that a batch gives back, of either endpoint, in one pass without a tree. It takes
 * any order of keys, passes over what it does not know, and never throws for what a line holds.
 */
public final class ResultLineParser {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /** What a line is. */
    public ResultLine parse(byte[] bytes, int offset, int length) {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Garbage("the line is not a JSON object");
            }
            Line line = new Line(json);
            line.read();
            return line.result();
        } catch (IOException e) {
            return new Garbage("the line is not JSON");
        }
    }

    /**
     * The ordinal of the record that a line answers, in less time than reading it all; empty when
     * it names none of ours.
     */
    public OptionalLong ordinal(byte[] bytes, int offset, int length) {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return OptionalLong.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = json.currentName().equals("custom_id");
                JsonToken value = json.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_STRING
                            ? CustomId.ordinal(json.getText())
                            : OptionalLong.empty();
                }
                json.skipChildren();
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** One line being read. */
    private static final class Line {
        private final JsonParser json;
        private @Nullable String customId;
        private int statusCode;
        private final List<String> texts = new ArrayList<>(1);
        private @Nullable String refusal;
        private @Nullable String finish;
        private @Nullable String incompleteReason;
        private @Nullable LineError error;
        private @Nullable String model;
        private Usage usage = Usage.ZERO;

        Line(JsonParser json) {
            this.json = json;
        }

        ResultLine result() {
            return customId == null
                    ? new Garbage("the line has no custom_id")
                    : new Reply(
                            customId,
                            statusCode,
                            texts,
                            refusal,
                            finish,
                            incompleteReason,
                            error,
                            model,
                            usage);
        }

        void read() throws IOException {
            fields(
                    name -> {
                        switch (name) {
                            case "custom_id" -> customId = text();
                            case "response" -> fields(this::response);
                            case "error" -> error();
                            default -> json.skipChildren();
                        }
                    });
        }

        private void response(String name) throws IOException {
            switch (name) {
                case "status_code" -> statusCode = (int) number();
                case "body" -> fields(this::body);
                default -> json.skipChildren();
            }
        }

        private void body(String name) throws IOException {
            switch (name) {
                case "choices" -> choices();
                case "output" -> each(this::item);
                case "status" -> finish = text();
                case "incomplete_details" ->
                        fields(
                                detail -> {
                                    if (detail.equals("reason")) {
                                        incompleteReason = text();
                                    } else {
                                        json.skipChildren();
                                    }
                                });
                case "model" -> model = text();
                case "usage" -> usage = new UsageReader().read();
                case "error" -> error();
                default -> json.skipChildren();
            }
        }

        private void choices() throws IOException {
            boolean[] past = new boolean[1];
            each(
                    () -> {
                        if (past[0]) {
                            json.skipChildren();
                        } else {
                            fields(this::choice);
                        }
                        past[0] = true;
                    });
        }

        private void choice(String name) throws IOException {
            switch (name) {
                case "finish_reason" -> finish = text();
                case "message" ->
                        fields(
                                field -> {
                                    switch (field) {
                                        case "content" -> addText(text());
                                        case "refusal" -> refusal = text();
                                        default -> json.skipChildren();
                                    }
                                });
                default -> json.skipChildren();
            }
        }

        /** Reads an item of a response's output. Only messages count: reasoning has text, too. */
        private void item() throws IOException {
            var text = new StringBuilder();
            boolean[] found = new boolean[2];
            fields(
                    name -> {
                        switch (name) {
                            case "type" -> found[0] = !"message".equals(text());
                            case "content" -> found[1] = content(text);
                            default -> json.skipChildren();
                        }
                    });
            if (found[1] && !found[0]) {
                texts.add(text.toString());
            }
        }

        /** Reads a message's content into {@code text}; false when it holds no text. */
        private boolean content(StringBuilder text) throws IOException {
            boolean[] any = new boolean[1];
            each(
                    () ->
                            fields(
                                    name -> {
                                        switch (name) {
                                            case "text" -> {
                                                String part = text();
                                                text.append(part == null ? "" : part);
                                                any[0] |= part != null;
                                            }
                                            case "refusal" -> refusal = text();
                                            default -> json.skipChildren();
                                        }
                                    }));
            return any[0];
        }

        private void error() throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                String words = text();
                error = words == null ? error : new LineError(null, words);
                return;
            }
            String[] found = new String[3];
            fields(
                    name -> {
                        switch (name) {
                            case "code" -> found[0] = text();
                            case "message" -> found[1] = text();
                            case "type" -> found[2] = text();
                            default -> json.skipChildren();
                        }
                    });
            error = new LineError(found[0] != null ? found[0] : found[2], found[1]);
        }

        private void addText(@Nullable String text) {
            if (text != null) {
                texts.add(text);
            }
        }

        private void fields(FieldReader reader) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                reader.read(name);
            }
        }

        private void each(ElementReader reader) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                return;
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                reader.read();
            }
        }

        private @Nullable String text() throws IOException {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                return json.getText();
            }
            boolean scalar = json.currentToken().isScalarValue();
            String text =
                    scalar && json.currentToken() != JsonToken.VALUE_NULL ? json.getText() : null;
            json.skipChildren();
            return text;
        }

        private long number() throws IOException {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return Math.max(0, json.getLongValue());
            }
            json.skipChildren();
            return 0;
        }

        @FunctionalInterface
        private interface FieldReader {
            void read(String name) throws IOException;
        }

        @FunctionalInterface
        private interface ElementReader {
            void read() throws IOException;
        }

        /** Usage under the names of either endpoint. */
        private final class UsageReader {
            private long input;
            private long cached;
            private long output;
            private long reasoning;

            Usage read() throws IOException {
                fields(
                        name -> {
                            switch (name) {
                                case "input_tokens", "prompt_tokens" -> input = number();
                                case "output_tokens", "completion_tokens" -> output = number();
                                case "input_tokens_details", "prompt_tokens_details" ->
                                        fields(this::detail);
                                case "output_tokens_details", "completion_tokens_details" ->
                                        fields(this::detail);
                                default -> json.skipChildren();
                            }
                        });
                return new Usage(
                        input, Math.min(cached, input), output, Math.min(reasoning, output));
            }

            private void detail(String name) throws IOException {
                switch (name) {
                    case "cached_tokens" -> cached = number();
                    case "reasoning_tokens" -> reasoning = number();
                    default -> json.skipChildren();
                }
            }
        }
    }
}
