package dev.nightshift.conversation;

import dev.nightshift.conversation.TakeTurn.Taken;
import dev.nightshift.lambda.Deadline;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the whole workflow of a conversation, one kind after the other, in the background. The turns
 * have ids of their own, so that a repeat asks only what has no answer yet.
 */
@Singleton
final class CompleteConversation {
    private static final Logger LOG = LoggerFactory.getLogger(CompleteConversation.class);

    /** What one turn may take: a model's longest answer, asked twice. */
    private static final Duration RESERVE = Duration.ofMinutes(4);

    /** How long another turn is waited for before Lambda is left to come back later. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    /** How often Lambda tries work that nobody waits for. */
    private static final int TRIES = 3;

    private final Conversations conversations;
    private final Scripts scripts;
    private final TakeTurn taking;
    private final AskTurn asking;
    private final Background background;
    private final InstantSource clock;

    CompleteConversation(
            Conversations conversations,
            Scripts scripts,
            TakeTurn taking,
            AskTurn asking,
            Background background,
            InstantSource clock) {
        this.conversations = conversations;
        this.scripts = scripts;
        this.taking = taking;
        this.asking = asking;
        this.background = background;
        this.clock = clock;
    }

    /** Has the workflow asked; false when there is no such conversation. */
    boolean begin(ConversationId id) {
        boolean isThere = conversations.completing(id, clock.instant());
        if (isThere) {
            background.begin(WorkRequest.of(WorkRequest.Step.COMPLETE, id));
        }
        return isThere;
    }

    /**
     * Asks what has no answer yet. What it throws is noted, and to be tried again later; after the
     * last try the workflow is over.
     *
     * @throws TurnInFlightException when another turn is under way
     */
    void run(ConversationId id, Deadline deadline) {
        try {
            ask(id, deadline);
        } catch (RuntimeException e) {
            String why =
                    e instanceof TurnInFlightException inFlight
                            ? String.valueOf(inFlight.getMessage())
                            : "something unexpected happened; the log says what";
            if (conversations.brokeOff(id, why) >= TRIES) {
                conversations.completed(id, why, clock.instant());
            }
            throw e;
        }
    }

    private void ask(ConversationId id, Deadline deadline) {
        Optional<Conversation> conversation = conversations.find(id);
        if (conversation.isEmpty()) {
            return;
        }
        String problem = null;
        for (String kind : scripts.of(conversation.get()).complete()) {
            if (deadline.isWithin(RESERVE)) {
                background.begin(WorkRequest.of(WorkRequest.Step.COMPLETE, id));
                return;
            }
            switch (free(id, kind)) {
                case Taken.Stands(Turn turn, boolean _) -> {
                    if (!turn.status().isOver()) {
                        asking.ask(id, turn.id());
                    }
                }
                case Taken.Busy(TurnId other) -> throw new TurnInFlightException(other);
                case Taken.Gone _ -> {
                    return;
                }
                case Taken.Unfit(String why) -> problem = leftOut(kind, why);
                case Taken.TooDear(String why) -> problem = leftOut(kind, why);
            }
        }
        conversations.completed(id, problem, clock.instant());
    }

    private static String leftOut(String kind, String why) {
        LOG.info("{} is left out: {}", kind, why);
        return "%s was left out: %s".formatted(kind, why);
    }

    /** Takes a turn as soon as no other is under way. */
    private Taken free(ConversationId id, String kind) {
        TurnId turn = TurnId.ofWorkflow(kind);
        Instant end = clock.instant().plus(PATIENCE);
        Taken taken = taking.take(id, turn, kind, Map.of());
        while (taken instanceof Taken.Busy && clock.instant().isBefore(end)) {
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return taken;
            }
            taken = taking.take(id, turn, kind, Map.of());
        }
        return taken;
    }
}
