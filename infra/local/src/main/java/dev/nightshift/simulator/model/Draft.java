package dev.nightshift.simulator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply on the way.
 *
 * @param text all of it so far
 * @param reasoning tokens spent on thinking
 * @param limit of thinking and text together, in tokens; null for none
 * @param finish why it ends where it ends
 */
record Draft(String text, long reasoning, @Nullable Long limit, Reply.Finish finish) {
    private static final int MISFITS = 3;

    Draft(String text, long reasoning, @Nullable Long limit) {
        this(text, reasoning, limit, Reply.Finish.STOP);
    }

    /** Cut to the limit, where it is longer. */
    Draft limited() {
        Long most = limit;
        if (most == null || reasoning + tokens() <= most) {
            return this;
        }
        long room = Math.max(0, most - reasoning);
        return new Draft(
                Tokens.cut(text, room), Math.min(reasoning, most), limit, Reply.Finish.LENGTH);
    }

    /** Made useless. */
    Draft spoiled(ReplyFault fault) {
        return switch (fault) {
            case REFUSED -> new Draft("", reasoning, limit);
            case FILTERED -> cutTo(tokens() / 3, Reply.Finish.FILTER);
            case TRUNCATED -> cutTo(tokens() / 2, Reply.Finish.LENGTH);
            case INCOMPLETE -> cutTo(0, Reply.Finish.LENGTH);
            case MISFIT -> new Draft(misfit(), reasoning, limit).limited();
            case SEVERAL_MESSAGES -> limited();
        };
    }

    Reply reply(long input, long cached, @Nullable ReplyFault fault, String refusal) {
        boolean refused = fault == ReplyFault.REFUSED;
        long written = refused ? Tokens.ofBytes(refusal.length()) : tokens();
        List<String> texts = Model.texts(text);
        if (fault == ReplyFault.SEVERAL_MESSAGES && !text.isEmpty()) {
            texts = List.of(Tokens.cut(text, tokens() / 2), text);
        }
        return new Reply(
                texts,
                refused ? refusal : null,
                finish,
                new Usage(input, cached, reasoning + written, reasoning));
    }

    private Draft cutTo(long tokens, Reply.Finish why) {
        return new Draft(Tokens.cut(text, tokens), reasoning, limit, why);
    }

    /** A wrong type, a missing end or talk around the value: what models really do. */
    private String misfit() {
        return switch (Math.floorMod(text.hashCode(), MISFITS)) {
            case 0 -> "{\"unexpected\":true}";
            case 1 -> text.substring(0, text.length() / 2) + " and so on";
            default -> "Here is what you asked for: [" + text + "]";
        };
    }

    private long tokens() {
        return Tokens.ofBytes(Tokens.bytes(text));
    }
}
