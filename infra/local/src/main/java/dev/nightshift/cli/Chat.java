package dev.nightshift.cli;

import dev.nightshift.cli.api.ApiException;
import dev.nightshift.cli.api.ApiUnreachableException;
import dev.nightshift.cli.api.ConversationCalls;
import dev.nightshift.cli.api.ConversationView;
import dev.nightshift.cli.api.TurnView;
import dev.nightshift.pricing.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation that is held line by line. */
final class Chat {
    private final Shell shell;
    private final StackOptions options;
    private final Connection connection;
    private final ConversationCalls calls;
    private final ConversationView conversation;
    private final TurnText text;
    private BigDecimal cost;
    private boolean isAllAnswered = true;

    /** A turn of which nothing was heard, so that its line, typed again, asks no second time. */
    private @Nullable Unheard unheard;

    /**
     * @param conversation as it was before the first turn that is shown
     */
    Chat(Shell shell, StackOptions options, Connection connection, ConversationView conversation) {
        this.shell = shell;
        this.options = options;
        this.connection = connection;
        this.calls = new ConversationCalls(connection.api());
        this.conversation = conversation;
        this.text = new TurnText(shell);
        this.cost = conversation.costUsd();
    }

    private record Unheard(String line, String turnId) {}

    /**
     * Talks until the lines end.
     *
     * @param first the turn that a new conversation begins with; null in one that goes on
     * @return the exit code
     */
    int hold(@Nullable TurnView first) throws InterruptedException {
        try (Interruption interruption = Interruption.with(this::leave)) {
            shell.out()
                    .println(
                            "Conversation %s: %s"
                                    .formatted(
                                            conversation.id(),
                                            Printable.line(conversation.subject())));
            if (connection.isSimulated()) {
                shell.out().println("Answers are simulated: no money is spent.");
            }
            shell.out().println();
            if (first != null) {
                cost = BigDecimal.ZERO;
                tried(interruption, () -> tell(awaited(first)));
            }
            talk(interruption);
        }
        sayHowToGoOn();
        return isAllAnswered ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private void talk(Interruption interruption) throws InterruptedException {
        var lines = new TypedLines(shell.in());
        for (String next = next(lines); next != null; next = next(lines)) {
            String line = next;
            ChatLine meant = ChatLine.of(line, conversation.kinds());
            if (meant instanceof ChatLine.Quit) {
                return;
            }
            tried(interruption, () -> answer(line, meant));
        }
    }

    /** Does something after whose failure the conversation goes on. */
    private void tried(Interruption interruption, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (ApiException e) {
            interruption.awaitEndIfBegun();
            isAllAnswered = false;
            shell.complain(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            interruption.awaitEndIfBegun();
            throw e;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private @Nullable String next(TypedLines lines) {
        if (shell.isTerminal()) {
            shell.out().print("> ");
        }
        shell.out().flush();
        try {
            return lines.next();
        } catch (IOException closed) {
            return null;
        }
    }

    private void answer(String line, ChatLine meant) throws InterruptedException {
        switch (meant) {
            case ChatLine.Turn turn -> take(line, turn);
            case ChatLine.Complete _ -> complete();
            case ChatLine.Cost _ -> tellCost();
            case ChatLine.Help _ -> help();
            case ChatLine.Wrong(String message) -> {
                isAllAnswered = false;
                shell.complain(message);
            }
            case ChatLine.Nothing _, ChatLine.Quit _ -> {}
        }
    }

    private void take(String line, ChatLine.Turn turn) throws InterruptedException {
        String turnId =
                unheard != null && unheard.line().equals(line)
                        ? unheard.turnId()
                        : UUID.randomUUID().toString();
        unheard = new Unheard(line, turnId);
        var waiting = new Waiting(shell);
        try {
            waiting.show("asking");
            TurnView taken = calls.take(conversation.id(), turnId, turn.kind(), turn.parameters());
            TurnView answered = awaited(taken);
            unheard = null;
            tell(answered);
        } catch (ApiUnreachableException e) {
            throw e;
        } catch (ApiException e) {
            unheard = null;
            throw e;
        } finally {
            waiting.clear();
        }
    }

    /** The turn when it is over. */
    private TurnView awaited(TurnView taken) throws InterruptedException {
        var waiting = new Waiting(shell);
        TurnView turn = taken;
        while (!turn.isOver()) {
            waiting.show("waiting for the answer");
            Thread.sleep(JobFollower.pause(waiting.waited()));
            turn = calls.turn(conversation.id(), taken.turnId());
        }
        waiting.clear();
        return turn;
    }

    /** Has the whole workflow taken, and tells each turn as it comes. */
    private void complete() throws InterruptedException {
        Set<String> told = new HashSet<>();
        calls.read(conversation.id()).turns().stream()
                .filter(TurnView::isOver)
                .forEach(turn -> told.add(turn.turnId()));
        ConversationView now = calls.complete(conversation.id());
        var waiting = new Waiting(shell);
        while (true) {
            for (TurnView turn : now.turns()) {
                if (turn.isOver() && told.add(turn.turnId())) {
                    waiting.clear();
                    shell.out().println(turn.kind());
                    tell(turn);
                }
            }
            ConversationView.Complete complete = now.complete();
            if (complete == null || complete.over()) {
                waiting.clear();
                if (complete != null && complete.problem() != null) {
                    isAllAnswered = false;
                    shell.complain(Printable.line(complete.problem()));
                }
                return;
            }
            waiting.show("waiting for the workflow");
            Thread.sleep(JobFollower.pause(waiting.waited()));
            now = calls.read(conversation.id());
        }
    }

    private void tell(TurnView turn) {
        cost = cost.add(turn.costUsd());
        isAllAnswered &= turn.isAnswered();
        text.answered(turn);
        shell.out().println("  %s; so far %s".formatted(TurnText.bill(turn), Money.format(cost)));
        shell.out().println();
        shell.out().flush();
    }

    private void tellCost() {
        text.total(calls.read(conversation.id()));
        shell.out().println();
    }

    private void help() {
        var table = new TextTable("  ", "ll").add("any words", "a question");
        for (String kind : conversation.kinds()) {
            String parameter = ChatLine.PARAMETERS.get(kind);
            if (!kind.equals("question")) {
                table.add(
                        "/"
                                + kind
                                + (parameter == null
                                        ? ""
                                        : " [" + parameter.toUpperCase(Locale.ROOT) + "]"),
                        "a turn of this kind; the beginning of its name will do");
            }
        }
        table.add("/complete", "the whole workflow, one turn after the other")
                .add("/cost", "tokens and cost of the conversation so far")
                .add("/quit", "end; the conversation is kept")
                .lines()
                .forEach(shell.out()::println);
        shell.out().println();
    }

    private void leave() {
        shell.out().println();
        sayHowToGoOn();
        connection.close();
    }

    private void sayHowToGoOn() {
        shell.out()
                .println(
                        "The conversation is kept; 'nightshift chat --conversation %s%s' goes on with it."
                                .formatted(conversation.id(), options.again(shell)));
        shell.out().flush();
    }
}
