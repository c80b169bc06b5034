package dev.nightshift.governor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Gives those who wait their turn: the oldest first that fits, past those that do not fit yet.
 *
 * <ol>
 *   <li>One that is larger than the whole queue is taken out of it.
 *   <li>One that fits has its tokens.
 *   <li>One that does not fit is passed by, unless it has aged: what is freed from then on is kept
 *       for it.
 * </ol>
 *
 * At most {@value #PASSED} are passed by, so that a queue of thousands is not read whole for every
 * batch that ends. A younger one that would fit waits until some of those have gone.
 */
final class Grants {
    static final int PASSED = 200;

    /** Rounds that another spoiled, after which that other is left to go on. */
    private static final int SPOILED = 100;

    private final Queue queue;
    private final Limits limits;
    private final GovernorSettings settings;
    private final InstantSource clock;
    private final BiConsumer<Place, Instant> waited;

    /**
     * @param waited hears of each that has its tokens, and when
     */
    Grants(
            Queue queue,
            Limits limits,
            GovernorSettings settings,
            InstantSource clock,
            BiConsumer<Place, Instant> waited) {
        this.queue = queue;
        this.limits = limits;
        this.settings = settings;
        this.clock = clock;
        this.waited = waited;
    }

    /** Those whose turn it is now. */
    List<Turn> grant(String model) {
        List<Turn> turns = new ArrayList<>();
        for (int spoiled = 0; spoiled < SPOILED && !round(model, turns); spoiled++) {}
        return turns;
    }

    /** False when another changed the queue meanwhile, so that it must be looked at anew. */
    private boolean round(String model, List<Turn> turns) {
        Instant now = clock.instant();
        Limit limit = limits.of(model, now);
        int passed = 0;
        Iterator<Place> places = queue.waiting(model).iterator();
        while (places.hasNext()) {
            Place place = places.next();
            Optional<Turn> turn;
            if (limit.neverFits(place.tokens())) {
                turn = queue.leave(place);
            } else if (!limit.isClosed(now) && limit.hasRoomFor(place.tokens())) {
                turn = queue.grant(place, limit, now);
                turn.ifPresent(has -> waited.accept(place, now));
                limit = limit.withReserved(place.tokens());
            } else if (hasAged(place, now) || ++passed == PASSED) {
                return true;
            } else {
                continue;
            }
            if (turn.isEmpty()) {
                return false;
            }
            turns.add(turn.get());
        }
        return true;
    }

    private boolean hasAged(Place place, Instant now) {
        return !now.isBefore(place.since().plus(settings.agedAfter()));
    }
}
