package dev.nightshift.governor;

import static dev.nightshift.governor.QueueRows.deleteHold;
import static dev.nightshift.governor.QueueRows.deletePlace;
import static dev.nightshift.governor.QueueRows.deleteWait;
import static dev.nightshift.governor.QueueRows.pk;
import static dev.nightshift.governor.QueueRows.putHold;
import static dev.nightshift.governor.QueueRows.putPlace;
import static dev.nightshift.governor.QueueRows.putWait;
import static dev.nightshift.governor.QueueRows.reserve;
import static dev.nightshift.governor.QueueRows.updateLimit;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Rounds;
import dev.nightshift.storage.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of models' queues.
 *
 * <pre>
 * pk QUEUE#{model}  sk LIMIT   reserved, token_limit, learned_at, closed_until, swept_at
 *                   sk HOLD#{reference}          tokens, since
 *                   sk PLACE#{reference}         tokens, since, task_token
 *                   sk WAIT#{since}#{reference}  tokens
 * </pre>
 *
 * A reference has a hold, or a place and the wait that gives it its order, or nothing; {@code
 * reserved} is the sum of all holds. Each step changes all its rows in one transaction, so that
 * this is so after a crash, too. Waits are read again and again and are therefore small; what wakes
 * an execution is long and lies at the place. No row expires: what a dead job leaves is swept.
 */
final class Queue {
    private static final int PAGE = 50;

    private final Table table;

    Queue(Table table) {
        this.table = table;
    }

    /** The row of the limit; without attributes while there is none. */
    Item limit(String model) {
        return table.get(pk(model), QueueRows.LIMIT).orElseGet(Item::values);
    }

    Stream<Hold> holds(String model) {
        return table.query(pk(model), QueueRows.HOLD).map(QueueRows::readHold);
    }

    Optional<Hold> hold(String model, AttemptReference reference) {
        return table.get(pk(model), QueueRows.hold(reference)).map(QueueRows::readHold);
    }

    boolean waits(String model, AttemptReference reference) {
        return place(model, reference).isPresent();
    }

    /** Those who wait, oldest first, read only as far as the stream is. */
    Stream<Place> waiting(String model) {
        return table.query(pk(model), QueueRows.WAIT, PAGE).map(QueueRows::readWait);
    }

    /** How many wait. */
    long waits(String model) {
        return table.query(pk(model), QueueRows.WAIT).count();
    }

    boolean isWaitedFor(String model) {
        return table.query(pk(model), QueueRows.WAIT, 1).findAny().isPresent();
    }

    /**
     * Reserves tokens for a claim that does not wait.
     *
     * @return false when there is no room, the limit is another by now, or the claim has a hold or
     *     a place
     */
    boolean admit(Claim claim, Limit limit, Instant now) {
        return table.commit(
                putHold(claim.model(), claim.reference(), claim.tokens(), now),
                Change.absent(pk(claim.model()), QueueRows.place(claim.reference())),
                reserve(claim.model(), claim.tokens(), limit, now));
    }

    /**
     * Puts a claim at the end of the queue. One that waits keeps its place and is woken by the new
     * token; one that has its tokens keeps them.
     */
    void enqueue(Claim claim, String taskToken, Instant now) {
        Place place = new Place(claim.model(), claim.reference(), claim.tokens(), now);
        Rounds.untilDone(
                pk(claim.model()),
                () ->
                        hold(claim.model(), claim.reference()).isPresent()
                                || replaceToken(claim, taskToken)
                                || isPut(place, taskToken));
    }

    private boolean isPut(Place place, String taskToken) {
        return table.commit(
                putPlace(place, taskToken),
                putWait(place),
                Change.absent(pk(place.model()), QueueRows.hold(place.reference())));
    }

    private boolean replaceToken(Claim claim, String taskToken) {
        return table.commit(
                new Change.Update(
                        pk(claim.model()),
                        QueueRows.place(claim.reference()),
                        "SET task_token = :token",
                        "attribute_exists(pk)",
                        Item.values().put(":token", taskToken)));
    }

    /**
     * Reserves the tokens of one who waits, and takes it out of the queue.
     *
     * @return empty when there is no room, the limit is another by now, or it does not wait any
     *     more
     */
    Optional<Turn> grant(Place place, Limit limit, Instant now) {
        return leave(
                place,
                putHold(place.model(), place.reference(), place.tokens(), place.since()),
                reserve(place.model(), place.tokens(), limit, now));
    }

    /** Takes one who waits out of the queue; empty when it does not wait any more. */
    Optional<Turn> leave(Place place, Change... besides) {
        Optional<Item> row = table.get(pk(place.model()), QueueRows.place(place.reference()));
        return row.isPresent() && table.commit(leaving(place, besides))
                ? Optional.of(new Turn(place.reference(), row.get().text("task_token")))
                : Optional.empty();
    }

    private static Change[] leaving(Place place, Change... besides) {
        return Stream.concat(Stream.of(deletePlace(place), deleteWait(place)), Stream.of(besides))
                .toArray(Change[]::new);
    }

    /** Gives up whatever a reference has, tokens or a place; without effect when it has nothing. */
    void release(String model, AttemptReference reference) {
        Rounds.untilDone(pk(model), () -> isReleased(model, reference));
    }

    /** Looks at the place first: it may turn into a hold under way, but not the other way. */
    private boolean isReleased(String model, AttemptReference reference) {
        Optional<Place> place = place(model, reference);
        if (place.isPresent()) {
            return leave(place.get()).isPresent();
        }
        Optional<Hold> hold = hold(model, reference);
        return hold.isEmpty() || free(model, hold.get());
    }

    /** Gives tokens back; that there is room again opens a closed queue. */
    private boolean free(String model, Hold hold) {
        return table.commit(
                deleteHold(model, hold),
                updateLimit(
                        model,
                        "ADD reserved :freed REMOVE closed_until",
                        "attribute_exists(pk)",
                        Item.values().put(":freed", -hold.tokens())));
    }

    /**
     * Turns a hold back into a place, which it has by its age.
     *
     * @param again under which it asks again
     * @param closedUntil before which nobody is admitted; null to leave that as it is
     * @return false when the hold is not as it was, or the other has asked already
     */
    boolean requeue(
            String model, Hold hold, AttemptReference again, @Nullable Instant closedUntil) {
        Place place = new Place(model, again, hold.tokens(), hold.since());
        return table.commit(
                deleteHold(model, hold),
                Change.absent(pk(model), QueueRows.hold(again)),
                putPlace(place, null),
                putWait(place),
                updateLimit(
                        model,
                        "ADD reserved :freed"
                                + (closedUntil == null ? "" : " SET closed_until = :closed"),
                        "attribute_exists(pk)",
                        Item.values().put(":freed", -hold.tokens()).put(":closed", closedUntil)));
    }

    /** Notes a limit that OpenAI told, unless a later one is known. */
    void learn(String model, long tokens, Instant now) {
        table.commit(
                updateLimit(
                        model,
                        "SET token_limit = :limit, learned_at = :now",
                        "attribute_not_exists(learned_at) OR learned_at <= :now",
                        Item.values().put(":limit", tokens).put(":now", now)));
    }

    /** Whether the queue was not swept for that long; if so, it counts as swept now. */
    boolean beginSweep(String model, Duration every, Instant now) {
        return table.commit(
                updateLimit(
                        model,
                        "SET swept_at = :now",
                        "attribute_not_exists(swept_at) OR swept_at <= :before",
                        Item.values().put(":now", now).put(":before", now.minus(every))));
    }

    private Optional<Place> place(String model, AttemptReference reference) {
        return table.get(pk(model), QueueRows.place(reference))
                .map(
                        row ->
                                new Place(
                                        model,
                                        reference,
                                        row.number("tokens"),
                                        QueueRows.since(row)));
    }
}
