package dev.nightshift.conversation;

import dev.nightshift.conversation.TakeTurn.Taken.Busy;
import dev.nightshift.conversation.TakeTurn.Taken.Gone;
import dev.nightshift.conversation.TakeTurn.Taken.Stands;
import dev.nightshift.conversation.TakeTurn.Taken.TooDear;
import dev.nightshift.conversation.TakeTurn.Taken.Unfit;
import dev.nightshift.conversation.Turn.Hold;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import dev.nightshift.storage.Rounds;
import dev.nightshift.tokens.ModelFacts;
import dev.nightshift.tokens.TokenCounter;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the next turn of a conversation, once: a turn that is there stays what it is, one that
 * failed is asked again as the newest, and while another is under way there is none.
 */
@Singleton
final class TakeTurn {
    /** So that a conversation can be read at once, and its history sent. */
    static final int MOST_TURNS = 200;

    private final Conversations conversations;
    private final Scripts scripts;
    private final EndTurn ending;
    private final TurnBudget money;
    private final KeptTexts texts;
    private final Jobs jobs;
    private final InstantSource clock;

    TakeTurn(
            Conversations conversations,
            Scripts scripts,
            EndTurn ending,
            TurnBudget money,
            KeptTexts texts,
            Jobs jobs,
            InstantSource clock) {
        this.conversations = conversations;
        this.scripts = scripts;
        this.ending = ending;
        this.money = money;
        this.texts = texts;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Taken {
        /**
         * The turn is there.
         *
         * @param isToBeAsked whether somebody has to ask it now
         */
        record Stands(Turn turn, boolean isToBeAsked) implements Taken {}

        /** Another turn is under way. */
        record Busy(TurnId turn) implements Taken {}

        /** There is no such conversation. */
        record Gone() implements Taken {}

        /** The turn cannot be taken; {@code why} says so in a sentence. */
        record Unfit(String why) implements Taken {}

        /** It could cost more than may be spent; {@code why} says so in a sentence. */
        record TooDear(String why) implements Taken {}
    }

    /**
     * Takes a turn that is asked at once.
     *
     * @param parameters as the caller says them, and as the kind takes them
     */
    Taken take(ConversationId id, TurnId turn, String kind, Map<String, String> parameters) {
        return take(id, turn, kind, parameters, null);
    }

    /**
     * The same for a turn that waits in a wave.
     *
     * @param job the wave; null for none
     */
    Taken take(
            ConversationId id,
            TurnId turn,
            String kind,
            Map<String, String> parameters,
            @Nullable JobId job) {
        return Rounds.until("conversation " + id, () -> attempt(id, turn, kind, parameters, job));
    }

    /** Empty when another was faster at something. */
    private Optional<Taken> attempt(
            ConversationId id,
            TurnId turnId,
            String kind,
            Map<String, String> said,
            @Nullable JobId job) {
        Optional<Conversation> found = conversations.find(id);
        if (found.isEmpty()) {
            return Optional.of(new Gone());
        }
        Conversation conversation = found.get();
        Map<String, String> parameters = scripts.kindOf(conversation, kind).filled(said);
        Optional<Turn> there = conversations.turn(id, turnId);
        if (there.isPresent()) {
            return again(conversation, there.get(), kind, parameters, job);
        }
        if (conversation.busy() != null) {
            return busy(conversation, conversation.busy());
        }
        if (conversation.succeeded() == 0) {
            return unfit(
                    "The first turn did not succeed, so that there is nothing to go on from;"
                            + " repeat it under its id, or begin another conversation.");
        }
        if (kind.equals(scripts.of(conversation).first())) {
            return unfit("A conversation begins with its %s, once.".formatted(kind));
        }
        if (conversation.begun() >= MOST_TURNS) {
            return unfit("A conversation has at most %d turns.".formatted(MOST_TURNS));
        }
        TurnKind asked = scripts.kindOf(conversation, kind);
        String prompt = asked.task().prompt().render(parameters);
        long tokens = Dialogue.tokens(conversation.model(), prompt);
        String tooLong = tooLong(conversation, asked, tokens);
        if (tooLong != null) {
            return unfit(tooLong);
        }
        Hold hold = hold(conversation, asked, tokens, job);
        String tooDear = money.refusal(conversation.cap(), conversation.committed(), hold);
        if (tooDear != null) {
            return Optional.of(new TooDear(tooDear));
        }
        Turn turn =
                Turn.begun(
                        turnId,
                        conversation.begun() + 1,
                        kind,
                        parameters,
                        job == null ? null : job.value(),
                        texts.keep(id, "turns/" + turnId + "/prompt", prompt),
                        tokens,
                        hold,
                        clock.instant());
        return conversations.begin(conversation, turn, money.reserving(hold))
                ? Optional.of(new Stands(turn, true))
                : Optional.empty();
    }

    private Hold hold(
            Conversation conversation, TurnKind kind, long promptTokens, @Nullable JobId job) {
        return money.hold(kind, conversation.historyTokens() + promptTokens, job != null);
    }

    private Optional<Taken> again(
            Conversation conversation,
            Turn turn,
            String kind,
            Map<String, String> parameters,
            @Nullable JobId job) {
        if (!turn.kind().equals(kind) || !turn.parameters().equals(parameters)) {
            return unfit(
                    "Turn %s asked something else; take another turn id.".formatted(turn.id()));
        }
        if (job != null) {
            return job.value().equals(turn.job())
                    ? Optional.of(new Stands(turn, true))
                    : unfit("Turn %s was taken before.".formatted(turn.id()));
        }
        if (turn.status() == TurnStatus.WAITING && isForsaken(turn)) {
            return closed(conversation, turn);
        }
        if (turn.status() != TurnStatus.FAILED) {
            return Optional.of(new Stands(turn, turn.isAbandoned(clock.instant())));
        }
        if (conversation.busy() != null) {
            return busy(conversation, conversation.busy());
        }
        Hold hold =
                hold(conversation, scripts.kindOf(conversation, kind), turn.promptTokens(), null);
        String tooDear = money.refusal(conversation.cap(), conversation.committed(), hold);
        if (tooDear != null) {
            return Optional.of(new TooDear(tooDear));
        }
        return conversations.reopen(
                        conversation, turn, hold, money.reopening(conversation, turn, hold))
                ? conversations.turn(conversation.id(), turn.id()).map(one -> new Stands(one, true))
                : Optional.empty();
    }

    /** What is under way, unless whoever was at it is gone for good. */
    private Optional<Taken> busy(Conversation conversation, TurnId busy) {
        Optional<Turn> turn = conversations.turn(conversation.id(), busy);
        boolean isLost = turn.isPresent() && (isDead(turn.get()) || isForsaken(turn.get()));
        return isLost ? closed(conversation, turn.get()) : Optional.of(new Busy(busy));
    }

    /** Whether somebody began to ask a turn and did not live to end it. */
    private boolean isDead(Turn turn) {
        return turn.lease() != null && turn.isAbandoned(clock.instant());
    }

    /** Whether a turn waits in a wave that is gone. */
    private boolean isForsaken(Turn turn) {
        return turn.status() == TurnStatus.WAITING
                && turn.job() != null
                && jobs.find(new JobId(turn.job())).isEmpty();
    }

    /** Gives up a turn that nobody is at any more; always another round. */
    private Optional<Taken> closed(Conversation conversation, Turn turn) {
        boolean isWave = turn.status() == TurnStatus.WAITING;
        Spending spending = isWave ? turn.spending() : turn.spending().plusUncertain(1);
        ending.end(
                conversation,
                turn,
                TurnEnd.failed(
                        null,
                        isWave ? "job_gone" : "process_lost",
                        isWave
                                ? "the job of its wave is gone"
                                : "whoever asked it died; the answer may have been paid",
                        spending),
                turn.responses());
        return Optional.empty();
    }

    /** Why what would be said is too long for the model; null when it is not, or nobody knows. */
    private static @Nullable String tooLong(
            Conversation conversation, TurnKind kind, long promptTokens) {
        TokenCounter counter = TokenCounter.forModel(conversation.model());
        long tokens =
                counter.withMargin(
                        Dialogue.fixedTokens(kind) + conversation.historyTokens() + promptTokens);
        Optional<Long> limit =
                ModelFacts.of(conversation.model()).inputLimit(kind.task().maxOutputTokens());
        return limit.isEmpty() || tokens <= limit.get()
                ? null
                : "With what was said before this has %,d tokens; %s takes %,d."
                        .formatted(tokens, conversation.model(), limit.get());
    }

    private static Optional<Taken> unfit(String why) {
        return Optional.of(new Unfit(why));
    }
}
