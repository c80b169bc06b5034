package dev.nightshift.conversation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What conversations of one sort say.
 *
 * @param name what users call it
 * @param first the kind of turn that a conversation begins with
 * @param complete the kinds that make the whole workflow, in order
 */
record Script(
        String name,
        int version,
        String purpose,
        Map<String, TurnKind> kinds,
        String first,
        List<String> complete) {
    Script {
        kinds = Map.copyOf(kinds);
        complete = List.copyOf(complete);
    }

    Optional<TurnKind> kind(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    TurnKind firstKind() {
        return kind(first).orElseThrow();
    }

    /** The kinds by which a conversation can be gone on with, sorted. */
    List<String> following() {
        return kinds.keySet().stream().filter(kind -> !kind.equals(first)).sorted().toList();
    }

    /** Name and version, as in {@code posting@1}. */
    String reference() {
        return name + "@" + version;
    }
}
