package dev.nightshift.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a JSON file, before they have ids. */
interface JsonSource {
    /**
     * The next record; null at the end.
     *
     * @throws UnreadableInputException when nobody can tell what comes next
     */
    @Nullable JsonRow next() throws IOException;
}
