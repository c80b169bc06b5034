package dev.nightshift.batch;

import dev.nightshift.batch.ResultLine.Garbage;
import dev.nightshift.batch.ResultLine.LineError;
import dev.nightshift.batch.ResultLine.Reply;
import dev.nightshift.pricing.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line of a batch's output or error file. */
final class ReplyReader {
    private final LenientJson json;
    private @Nullable String customId;
    private int statusCode;
    private final List<String> texts = new ArrayList<>(1);
    private @Nullable String refusal;
    private @Nullable String finish;
    private @Nullable String incompleteReason;
    private @Nullable LineError error;
    private @Nullable String model;
    private Usage usage = Usage.ZERO;

    ReplyReader(LenientJson json) {
        this.json = json;
    }

    /** What the line is. */
    ResultLine read() throws IOException {
        json.fields(
                name -> {
                    switch (name) {
                        case "custom_id" -> customId = json.text();
                        case "response" -> json.fields(this::response);
                        case "error" -> error = new ErrorReader().read();
                        default -> json.skip();
                    }
                });
        return customId == null ? new Garbage("the line has no custom_id") : reply(customId);
    }

    /** What the answer to a direct call is, which came with a status of success. */
    ResultLine readBody() throws IOException {
        statusCode = 200;
        json.fields(this::body);
        return reply("");
    }

    private Reply reply(String id) {
        return new Reply(
                id, statusCode, texts, refusal, finish, incompleteReason, error, model, usage);
    }

    private void response(String name) throws IOException {
        switch (name) {
            case "status_code" -> statusCode = (int) json.number();
            case "body" -> json.fields(this::body);
            default -> json.skip();
        }
    }

    private void body(String name) throws IOException {
        switch (name) {
            case "choices" -> choices();
            case "output" -> json.each(() -> new ItemReader().read());
            case "status" -> finish = json.text();
            case "incomplete_details" ->
                    json.fields(
                            detail -> {
                                if (detail.equals("reason")) {
                                    incompleteReason = json.text();
                                } else {
                                    json.skip();
                                }
                            });
            case "model" -> model = json.text();
            case "usage" -> usage = new UsageReader(json).read();
            case "error" -> error = new ErrorReader().read();
            default -> json.skip();
        }
    }

    private void choices() throws IOException {
        boolean[] past = new boolean[1];
        json.each(
                () -> {
                    if (past[0]) {
                        json.skip();
                    } else {
                        json.fields(this::choice);
                    }
                    past[0] = true;
                });
    }

    private void choice(String name) throws IOException {
        switch (name) {
            case "finish_reason" -> finish = json.text();
            case "message" ->
                    json.fields(
                            field -> {
                                switch (field) {
                                    case "content" -> addText(json.text());
                                    case "refusal" -> refusal = json.text();
                                    default -> json.skip();
                                }
                            });
            default -> json.skip();
        }
    }

    private void addText(@Nullable String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    /** Reads an item of a response's output. Only messages count: reasoning has text, too. */
    private final class ItemReader {
        private final StringBuilder text = new StringBuilder();
        private @Nullable String type = "message";
        private boolean hasText;

        void read() throws IOException {
            json.fields(
                    name -> {
                        switch (name) {
                            case "type" -> type = json.text();
                            case "content" -> json.each(() -> json.fields(this::part));
                            default -> json.skip();
                        }
                    });
            if (hasText && "message".equals(type)) {
                texts.add(text.toString());
            }
        }

        private void part(String name) throws IOException {
            switch (name) {
                case "text" -> {
                    String words = json.text();
                    hasText |= words != null;
                    text.append(words == null ? "" : words);
                }
                case "refusal" -> refusal = json.text();
                default -> json.skip();
            }
        }
    }

    /** Reads what went wrong, of the line or of its body; what was read before stays. */
    private final class ErrorReader {
        private @Nullable String code;
        private @Nullable String type;
        private @Nullable String message;

        @Nullable LineError read() throws IOException {
            if (!json.isObject()) {
                String words = json.text();
                return words == null ? error : new LineError(null, words);
            }
            json.fields(
                    name -> {
                        switch (name) {
                            case "code" -> code = json.text();
                            case "type" -> type = json.text();
                            case "message" -> message = json.text();
                            default -> json.skip();
                        }
                    });
            return new LineError(code != null ? code : type, message);
        }
    }
}
