package dev.nightshift.conversation;

import dev.nightshift.storage.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code SET} of an update expression, of attributes that may be left as they are. */
final class Sets {
    private final List<String> sets = new ArrayList<>();
    private final Item values;

    /**
     * @param always what is set in any case
     * @param values what the whole update names with a colon, to which those of this are added
     */
    Sets(String always, Item values) {
        this.values = values;
        sets.add(always);
    }

    /** Leaves an attribute as it is where the value is null. */
    Sets put(String name, @Nullable String value) {
        if (value != null) {
            sets.add("%s = :%s".formatted(name, name));
            values.put(":" + name, value);
        }
        return this;
    }

    /** The same for a text that may lie in the bucket. */
    Sets put(String name, @Nullable KeptText text) {
        return switch (text) {
            case null -> this;
            case KeptText.Here(String words) -> put(name, words);
            case KeptText.There(String key) -> put(name + "_key", key);
        };
    }

    @Override
    public String toString() {
        return "SET " + String.join(", ", sets);
    }
}
