package dev.nightshift.cli;

import dev.nightshift.cli.api.ConversationCalls;
import dev.nightshift.cli.api.ConversationView;
import dev.nightshift.cli.api.TurnView;
import dev.nightshift.pricing.Money;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists conversations. */
@Command(
        name = "conversations",
        description = "Lists conversations, the newest first.",
        footer = {
            "  nightshift conversations --limit 5",
            "  nightshift conversations show k7q2x4fm6azt3nw5b2r6y4hpqe",
            "  nightshift conversations delete k7q2x4fm6azt3nw5b2r6y4hpqe"
        })
final class ConversationsCommand extends StackCommand {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final int LARGEST_PAGE = 100;
    private static final int LONGEST_SUBJECT = 60;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The most conversations to list; 20 if not said.")
    private int limit = 20;

    ConversationsCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CommandException.wrong("--limit must be at least 1, was " + limit);
        }
        try (Connection connection = connectToJobs()) {
            List<ConversationView> found = newest(new ConversationCalls(connection.api()));
            if (found.isEmpty()) {
                shell().out()
                        .println(
                                "No conversations yet. 'nightshift chat FILE --row N' begins one.");
                return ExitCode.DONE;
            }
            var table = new TextTable("", "lllrl");
            table.add("CONVERSATION", "CREATED", "MODEL", "COST", "ABOUT");
            for (ConversationView one : found) {
                String subject = Printable.line(one.subject());
                table.add(
                        one.id(),
                        MINUTE.format(one.created()),
                        one.model(),
                        Money.format(one.costUsd()),
                        subject.length() <= LONGEST_SUBJECT
                                ? subject
                                : subject.substring(0, LONGEST_SUBJECT - 1) + "…");
            }
            table.lines().forEach(shell().out()::println);
            if (connection.isSimulated()) {
                shell().out().println("Costs are simulated: no money was spent.");
            }
            return ExitCode.DONE;
        }
    }

    private List<ConversationView> newest(ConversationCalls calls) {
        List<ConversationView> found = new ArrayList<>();
        String cursor = null;
        do {
            ConversationView.Page page =
                    calls.list(Math.min(LARGEST_PAGE, limit - found.size()), cursor);
            found.addAll(page.conversations());
            cursor = page.nextCursor();
        } while (cursor != null && found.size() < limit);
        return found;
    }

    /** Shows all that was said. */
    @Command(
            name = "show",
            description = "Shows all that was said in a conversation, and what it cost.",
            footer = "  nightshift conversations show k7q2x4fm6azt3nw5b2r6y4hpqe")
    static final class Show extends StackCommand {
        @Parameters(paramLabel = "ID", description = "The conversation's id.")
        private String id = "";

        Show(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            try (Connection connection = connectToJobs()) {
                ConversationView found = new ConversationCalls(connection.api()).read(id);
                var told = new TurnText(shell());
                for (TurnView turn : found.turns()) {
                    told.asked(turn);
                    told.answered(turn);
                }
                told.total(found);
                return ExitCode.DONE;
            }
        }
    }

    /** Removes a conversation. */
    @Command(
            name = "delete",
            description = "Removes a conversation, here and at OpenAI.",
            footer = "  nightshift conversations delete k7q2x4fm6azt3nw5b2r6y4hpqe")
    static final class Delete extends StackCommand {
        @Parameters(paramLabel = "ID", description = "The conversation's id.")
        private String id = "";

        @Option(names = "--yes", description = "Agree beforehand to its going.")
        private boolean isAgreed;

        Delete(Shell shell) {
            super(shell);
        }

        @Override
        public Integer call() {
            try (Connection connection = connectToJobs()) {
                var calls = new ConversationCalls(connection.api());
                ConversationView found = calls.read(id);
                Consent.toRemoving(
                        "Conversation %s goes for good, about: %s"
                                .formatted(id, Printable.line(found.subject())),
                        isAgreed,
                        shell());
                calls.delete(id);
                shell().out().println("Conversation %s is gone.".formatted(id));
                return ExitCode.DONE;
            }
        }
    }
}
