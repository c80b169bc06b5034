package dev.nightshift.conversation;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waits for a turn that another function asks, by looking at its row: at first every 20
 * milliseconds, later after a sixteenth of the time waited, at most half a second.
 */
@Singleton
final class AwaitTurn {
    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final int SHARE = 16;

    private final Conversations conversations;
    private final ConversationSettings settings;
    private final InstantSource clock;

    AwaitTurn(Conversations conversations, ConversationSettings settings, InstantSource clock) {
        this.conversations = conversations;
        this.settings = settings;
        this.clock = clock;
    }

    /** The turn when it is over, or as it stands when patience is at its end. */
    Turn await(ConversationId id, Turn begun) throws InterruptedException {
        Instant end = clock.instant().plus(settings.patience());
        long start = System.nanoTime();
        Turn turn = begun;
        while (!turn.status().isOver() && clock.instant().isBefore(end)) {
            Duration share = Duration.ofNanos(System.nanoTime() - start).dividedBy(SHARE);
            Thread.sleep(
                    share.compareTo(SHORTEST) < 0
                            ? SHORTEST
                            : share.compareTo(LONGEST) > 0 ? LONGEST : share);
            turn = conversations.turn(id, begun.id()).orElse(begun);
        }
        return turn;
    }
}
