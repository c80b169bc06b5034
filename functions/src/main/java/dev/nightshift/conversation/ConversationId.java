package dev.nightshift.conversation;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/** A conversation's name: 26 letters of 32, which nobody guesses. */
record ConversationId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{26}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    ConversationId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("no conversation has such an id");
        }
    }

    static ConversationId create() {
        var letters = new StringBuilder(26);
        for (int i = 0; i < 26; i++) {
            letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return new ConversationId(letters.toString());
    }

    /** The id that a text is; empty when it is none. */
    static Optional<ConversationId> find(String text) {
        return SHAPE.matcher(text).matches()
                ? Optional.of(new ConversationId(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
