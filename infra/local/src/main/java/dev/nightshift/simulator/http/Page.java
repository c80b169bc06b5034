package dev.nightshift.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, as all of OpenAI's lists are cut.
 *
 * @param limit how many at most
 * @param after id of the last one of the page before; empty for the first page
 */
public record Page(int limit, String after) {

    public Page {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry, was " + limit);
        }
    }

    /** Reads {@code limit} and {@code after}; the refusal when the limit is out of range. */
    public static Parsed parse(Call call, int standard, int most) {
        String limit = call.query("limit", Integer.toString(standard));
        if (!limit.matches("\\d{1,9}")
                || Integer.parseInt(limit) < 1
                || Integer.parseInt(limit) > most) {
            return new Parsed.Refused(
                    Answer.invalid(
                            "Invalid 'limit': expected an integer from 1 to %d, but got '%s'."
                                    .formatted(most, limit),
                            "limit",
                            "invalid_value"));
        }
        return new Parsed.Good(new Page(Integer.parseInt(limit), call.query("after", "")));
    }

    /** A page, or why there is none. */
    public sealed interface Parsed {
        record Good(Page page) implements Parsed {}

        record Refused(Answer answer) implements Parsed {}
    }

    /**
     * The page of {@code all}, which come in the order of the list. Empty when {@code after} names
     * none of them.
     */
    public <T> Optional<ObjectNode> cut(
            List<T> all, Function<T, String> id, Function<T, ObjectNode> view) {
        int from = 0;
        if (!after.isEmpty()) {
            while (from < all.size() && !id.apply(all.get(from)).equals(after)) {
                from++;
            }
            if (from == all.size()) {
                return Optional.empty();
            }
            from++;
        }
        List<T> part = all.subList(from, (int) Math.min(all.size(), (long) from + limit));
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        part.forEach(one -> data.add(view.apply(one)));
        list.put("first_id", part.isEmpty() ? null : id.apply(part.getFirst()));
        list.put("last_id", part.isEmpty() ? null : id.apply(part.getLast()));
        return Optional.of(list.put("has_more", from + part.size() < all.size()));
    }
}
