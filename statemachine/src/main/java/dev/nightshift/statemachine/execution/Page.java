package dev.nightshift.statemachine.execution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next to be given back to get the rest; null: this was all
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The position that a page's {@code next} stands for.
     *
     * @param byDefault when there is no token: the beginning
     * @param last the highest position there is; the lowest is 1
     * @throws RequestException when it is none of ours
     */
    static long position(@Nullable String next, long byDefault, long last) {
        if (next == null) {
            return byDefault;
        }
        long position = next.matches("[0-9]{1,18}") ? Long.parseLong(next) : 0;
        if (position < 1 || position > last) {
            throw new RequestException(
                    RequestException.Reason.INVALID_TOKEN, "Invalid Token: 'Invalid token'");
        }
        return position;
    }
}
