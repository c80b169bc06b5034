package dev.nightshift.conversation;

import dev.nightshift.conversation.Turn.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The right to ask a turn. It runs out 50 seconds after it was last renewed, which happens every
 * ten while a model thinks, so that Lambda's second try at a work that died finds it free.
 */
final class TurnLease implements AutoCloseable {
    private static final Duration LENGTH = Duration.ofSeconds(50);
    private static final Duration RENEWED_AFTER = Duration.ofSeconds(10);

    private final Conversations conversations;
    private final ConversationId id;
    private final String owner;
    private final Turn turn;
    private final InstantSource clock;
    private final Thread renewing;

    private TurnLease(
            Conversations conversations,
            ConversationId id,
            String owner,
            Turn turn,
            InstantSource clock) {
        this.conversations = conversations;
        this.id = id;
        this.owner = owner;
        this.turn = turn;
        this.clock = clock;
        this.renewing = Thread.ofVirtual().name("lease-of-turn").start(this::renew);
    }

    /**
     * Takes the lease.
     *
     * @throws TurnInFlightException when another has it
     */
    static TurnLease take(
            Conversations conversations, ConversationId id, Turn turn, InstantSource clock) {
        Instant now = clock.instant();
        String owner = UUID.randomUUID().toString();
        Optional<Turn> held =
                turn.isAbandoned(now)
                        ? conversations.lease(id, turn, new Lease(owner, now.plus(LENGTH)))
                        : Optional.empty();
        return new TurnLease(
                conversations,
                id,
                owner,
                held.orElseThrow(() -> new TurnInFlightException(turn.id())),
                clock);
    }

    /** The turn as it stood when the lease was taken. */
    Turn turn() {
        return turn;
    }

    private void renew() {
        try {
            boolean isHeld = true;
            while (isHeld) {
                Thread.sleep(RENEWED_AFTER);
                isHeld = isRenewed();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the lease is held still; where the table does not say, the next look will. */
    private boolean isRenewed() {
        try {
            return conversations.renew(
                    id, turn.id(), new Lease(owner, clock.instant().plus(LENGTH)));
        } catch (SdkException e) {
            return true;
        }
    }

    /** Ends its being renewed. */
    @Override
    public void close() {
        renewing.interrupt();
    }
}
