package dev.nightshift.statemachine.execution;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The token of one attempt of a task. It says which frame it belongs to, so that no table of tokens
 * is kept, and carries a secret, so that nobody can guess one.
 */
record TaskToken(FrameId frame, int attempt, String secret) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,10})\\.(\\d{1,9})\\.(\\d{1,9})\\.([0-9a-f-]{36})");

    TaskToken {
        requireNonNull(frame, "frame");
        requireNonNull(secret, "secret");
    }

    static TaskToken issue(FrameId frame, int attempt) {
        return new TaskToken(frame, attempt, UUID.randomUUID().toString());
    }

    String text() {
        String plain = "%d.%d.%d.%s".formatted(frame.execution(), frame.number(), attempt, secret);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The token that a text stands for.
     *
     * @throws RequestException when no engine ever issued such a text
     */
    static TaskToken parse(String text) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(text);
            Matcher form = FORM.matcher(new String(plain, StandardCharsets.US_ASCII));
            if (form.matches()) {
                FrameId frame =
                        new FrameId(Long.parseLong(form.group(1)), Integer.parseInt(form.group(2)));
                return new TaskToken(frame, Integer.parseInt(form.group(3)), form.group(4));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static RequestException invalid() {
        return new RequestException(
                RequestException.Reason.INVALID_TOKEN, "Invalid Token: 'Invalid token'");
    }
}
