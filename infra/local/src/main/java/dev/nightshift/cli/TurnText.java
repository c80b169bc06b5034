package dev.nightshift.cli;

import dev.nightshift.cli.api.ConversationView;
import dev.nightshift.cli.api.TurnTokens;
import dev.nightshift.cli.api.TurnView;
import dev.nightshift.pricing.Money;
import java.math.BigDecimal;

/** Shows turns of conversations, and what they cost. */
final class TurnText {
    private final Shell shell;

    TurnText(Shell shell) {
        this.shell = shell;
    }

    /** What was asked. */
    void asked(TurnView turn) {
        shell.out()
                .println(
                        Printable.line(
                                "> /%s %s"
                                        .formatted(
                                                turn.kind(),
                                                String.join(" ", turn.parameters().values()))));
    }

    /** The reply, or why there is none. */
    void answered(TurnView turn) {
        if (turn.result() != null) {
            ReplyText.lines(turn.result()).forEach(shell.out()::println);
        } else if (turn.text() != null) {
            Printable.text(turn.text()).lines().forEach(shell.out()::println);
        }
        if (!turn.isOver()) {
            shell.out().println("(not answered yet)");
        } else if (!turn.isAnswered()) {
            String why = turn.message() == null ? "no reason is known" : turn.message();
            shell.out().println("(%s: %s)".formatted(turn.status(), Printable.line(why)));
        }
        if ("rebuilt".equals(turn.via())) {
            shell.out()
                    .println(
                            "(OpenAI did not have the conversation any more, and was told it again)");
        }
        shell.out().println();
    }

    /** Tokens and cost of one turn. */
    static String bill(TurnView turn) {
        return "%s, %s"
                .formatted(
                        tokens(turn.tokens()),
                        cost(turn.costUsd(), turn.unpriced(), turn.uncertain()));
    }

    /** Tokens and cost of all turns. */
    void total(ConversationView conversation) {
        TurnTokens tokens = conversation.tokens();
        new TextTable("  ", "ll")
                .add("turns", "%,d".formatted(conversation.turns().size()))
                .add("tokens", tokens(tokens))
                .add(
                        "sent",
                        "%,d; with all that was said before each time it would be %,d"
                                .formatted(tokens.sent(), tokens.resent()))
                .add(
                        "cost",
                        cost(
                                conversation.costUsd(),
                                conversation.unpriced(),
                                conversation.uncertain()))
                .lines()
                .forEach(shell.out()::println);
    }

    private static String tokens(TurnTokens tokens) {
        return "%,d tokens in%s, %,d out"
                .formatted(
                        tokens.billed(),
                        tokens.cached() == 0 ? "" : " (%,d cached)".formatted(tokens.cached()),
                        tokens.output());
    }

    private static String cost(BigDecimal known, long unpriced, long uncertain) {
        return (unpriced > 0 ? "at a price that is not known" : Money.format(known))
                + (uncertain > 0
                        ? " and at most %,d calls that may have been paid unheard"
                                .formatted(uncertain)
                        : "");
    }
}
