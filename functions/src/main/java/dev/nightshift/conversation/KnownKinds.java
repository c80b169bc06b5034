package dev.nightshift.conversation;

import dev.nightshift.http.ProblemException;
import dev.nightshift.task.InvalidTaskException;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What requests may name of scripts; anything else is a problem of the field that names it. */
@Singleton
final class KnownKinds {
    private final Scripts scripts;

    KnownKinds(Scripts scripts) {
        this.scripts = scripts;
    }

    Script of(Conversation conversation) {
        return scripts.of(conversation);
    }

    /** The script of a name; the standard one where none is said. */
    Script script(@Nullable String name) {
        return scripts.find(name == null ? Scripts.STANDARD : name)
                .orElseThrow(
                        () -> ProblemException.ofField("conversation", "there is no such script"));
    }

    /** The model of a conversation, once it is known that the script's turns take it. */
    static String model(Script script, @Nullable String wanted) {
        String model = wanted == null ? script.firstKind().task().model() : wanted;
        try {
            return script.firstKind().withModel(model).task().model();
        } catch (InvalidTaskException e) {
            throw ProblemException.ofField("model", String.valueOf(e.getMessage()));
        }
    }

    /**
     * The kind of a turn.
     *
     * @param takesFirst whether it may be the one that a conversation begins with
     */
    static TurnKind kind(Script script, String name, boolean takesFirst) {
        if (!takesFirst && name.equals(script.first())) {
            throw unknownKind(script);
        }
        return script.kind(name).orElseThrow(() -> unknownKind(script));
    }

    private static ProblemException unknownKind(Script script) {
        return ProblemException.ofField(
                "kind", "must be one of " + String.join(", ", script.following()));
    }

    /** Refuses what a kind does not take. */
    static void check(TurnKind kind, Map<String, String> said) {
        kind.problems(said)
                .forEach(
                        (name, problem) -> {
                            throw ProblemException.ofField("parameters." + name, problem);
                        });
    }

    /** The name that is wanted for a turn, or a new one. */
    static TurnId turnId(@Nullable String wanted) {
        return wanted == null ? TurnId.create() : new TurnId(wanted);
    }
}
