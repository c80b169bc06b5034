package dev.nightshift.cli;

import dev.nightshift.cli.api.ConversationCalls;
import dev.nightshift.cli.api.ConversationView;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a conversation. */
@Command(
        name = "chat",
        description = {
            "Talks with the model about one record of a file: the first analysis comes at once, then",
            "every line is a question, or one of the commands that /help tells."
        },
        footer = {
            "  nightshift chat postings.csv --row 7",
            "  nightshift chat --conversation k7q2x4fm6azt3nw5b2r6y4hpqe",
            "",
            "Lines may also be piped in. Ctrl-C or /quit ends it; the conversation is kept."
        })
final class ChatCommand extends StackCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "File of records: CSV with a header line, or JSON; also packed with gzip.")
    private @Nullable Path file;

    @Option(
            names = "--row",
            paramLabel = "N",
            description = "Which row of the file, from 1; the header is not counted.")
    private @Nullable Long row;

    @Option(names = "--record", paramLabel = "ID", description = "Which record, by its id.")
    private @Nullable String recordId;

    @Mixin private final HintOptions hints = new HintOptions();

    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Go on with a conversation, in place of FILE.")
    private @Nullable String conversation;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Another model than the conversation's own.")
    private @Nullable String model;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            converter = DollarsConverter.class,
            description =
                    "What the whole conversation may cost; a turn that could exceed it is not asked.")
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--yes",
            description = "With --live: agree to what turns may cost without being asked.")
    private boolean yes;

    @Mixin private final StackTuning tuning = new StackTuning();

    ChatCommand(Shell shell) {
        super(shell);
    }

    @Override
    public Integer call() throws InterruptedException {
        stack().requireLiveAtAws();
        StackStarter.requirePossible(shell(), stack(), tuning);
        Map<String, String> record = conversation == null ? record() : Map.of();
        if (conversation != null && (file != null || row != null || recordId != null)) {
            throw CommandException.wrong(
                    "--conversation goes on with what was begun; leave FILE, --row and --record out");
        }
        if (conversation != null && (model != null || maxCost != null)) {
            throw CommandException.wrong(
                    "--model and --max-cost are chosen when a conversation begins; leave them out");
        }
        if (conversation == null && stack().isLive()) {
            consent(ChatBound.ofNew(record, model, KnownPrices.of(shell(), tuning)));
        }
        try (Connection connection = Connection.open(shell(), stack(), tuning)) {
            var calls = new ConversationCalls(connection.api());
            return conversation == null
                    ? begin(connection, calls, record)
                    : goOn(connection, calls);
        }
    }

    private int begin(Connection connection, ConversationCalls calls, Map<String, String> record)
            throws InterruptedException {
        ConversationView begun = begun(connection, calls, record);
        var chat = new Chat(shell(), stack(), connection, begun);
        return chat.hold(begun.turns().getFirst());
    }

    private ConversationView begun(
            Connection connection, ConversationCalls calls, Map<String, String> record)
            throws InterruptedException {
        var waiting = new Waiting(shell());
        waiting.show("asking");
        try (Interruption interruption = Interruption.with(() -> leave(connection))) {
            try {
                return calls.start(record, model, maxCost);
            } catch (RuntimeException e) {
                interruption.awaitEndIfBegun();
                throw e;
            } finally {
                waiting.clear();
            }
        }
    }

    private void leave(Connection connection) {
        shell().out().println();
        shell().out()
                .println(
                        "If the conversation was begun it is kept; 'nightshift conversations%s' lists it."
                                .formatted(stack().again(shell())));
        shell().out().flush();
        connection.close();
    }

    private int goOn(Connection connection, ConversationCalls calls) throws InterruptedException {
        ConversationView found = calls.read(Objects.requireNonNull(conversation));
        if (stack().isLive()) {
            consent(ChatBound.of(found, KnownPrices.of(shell(), tuning)));
        }
        var chat = new Chat(shell(), stack(), connection, found);
        return chat.hold(null);
    }

    private void consent(String bound) {
        Consent.to(bound, yes, shell());
    }

    private Map<String, String> record() {
        if (file == null) {
            throw CommandException.wrong(
                    "chat needs FILE with --row N or --record ID, or --conversation ID");
        }
        Path found = InputFile.require(shell(), file);
        if ((row == null) == (recordId == null)) {
            throw CommandException.wrong(
                    "chat is about one record; name it with --row N or with --record ID");
        }
        return row != null
                ? OneRecord.atRow(found, hints.hints(), row)
                : OneRecord.named(found, hints.hints(), String.valueOf(recordId));
    }
}
