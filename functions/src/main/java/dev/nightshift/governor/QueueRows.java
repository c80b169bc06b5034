package dev.nightshift.governor;

import dev.nightshift.batch.AttemptReference;
import dev.nightshift.storage.Change;
import dev.nightshift.storage.Item;
import dev.nightshift.storage.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys of {@link Queue}'s rows, and the changes to single rows of which its steps are made. */
final class QueueRows {
    static final String LIMIT = "LIMIT";
    static final String HOLD = "HOLD#";
    static final String WAIT = "WAIT#";
    static final String PLACE = "PLACE#";

    private static final String PK = "QUEUE#";

    private QueueRows() {}

    static String pk(String model) {
        return PK + model;
    }

    static String hold(AttemptReference reference) {
        return HOLD + reference;
    }

    static String place(AttemptReference reference) {
        return PLACE + reference;
    }

    static String wait(AttemptReference reference, Instant since) {
        return WAIT + Timestamps.text(since) + "#" + reference;
    }

    static Hold readHold(Item row) {
        return new Hold(
                AttemptReference.of(row.require("sk").substring(HOLD.length())),
                row.number("tokens"),
                since(row));
    }

    static Place readWait(Item row) {
        String[] order = row.require("sk").split("#", -1);
        return new Place(
                row.require("pk").substring(PK.length()),
                AttemptReference.of(order[2]),
                row.number("tokens"),
                Instant.parse(order[1]));
    }

    static Instant since(Item row) {
        return Instant.parse(row.require("since"));
    }

    static Change putHold(String model, AttemptReference reference, long tokens, Instant since) {
        return Change.putNew(
                Item.of(pk(model), hold(reference)).put("tokens", tokens).put("since", since));
    }

    /** Deletes a hold that is still as it was read. */
    static Change deleteHold(String model, Hold hold) {
        return new Change.Delete(
                pk(model),
                hold(hold.reference()),
                "tokens = :tokens AND since = :since",
                Item.values().put(":tokens", hold.tokens()).put(":since", hold.since()));
    }

    static Change putPlace(Place place, @Nullable String taskToken) {
        return Change.putNew(
                Item.of(pk(place.model()), place(place.reference()))
                        .put("tokens", place.tokens())
                        .put("since", place.since())
                        .put("task_token", taskToken));
    }

    static Change putWait(Place place) {
        return Change.putNew(
                Item.of(pk(place.model()), wait(place.reference(), place.since()))
                        .put("tokens", place.tokens()));
    }

    static Change deletePlace(Place place) {
        return Change.delete(pk(place.model()), place(place.reference()));
    }

    static Change deleteWait(Place place) {
        return Change.delete(pk(place.model()), wait(place.reference(), place.since()));
    }

    static Change updateLimit(String model, String update, String condition, Item values) {
        return new Change.Update(pk(model), LIMIT, update, condition, values);
    }

    /** Counts tokens as reserved, if there is room and the limit is the one that was read. */
    static Change reserve(String model, long tokens, Limit limit, Instant now) {
        Item values = Item.values().put(":tokens", tokens).put(":now", now);
        String condition = "(attribute_not_exists(closed_until) OR closed_until <= :now)";
        if (limit.tokens() != null) {
            condition += " AND (attribute_not_exists(reserved) OR reserved <= :room)";
            values.put(":room", limit.tokens() - tokens);
        }
        if (limit.learnedAt() == null) {
            condition += " AND attribute_not_exists(learned_at)";
        } else {
            condition += " AND learned_at = :learned";
            values.put(":learned", limit.learnedAt());
        }
        return updateLimit(model, "ADD reserved :tokens", condition, values);
    }
}
