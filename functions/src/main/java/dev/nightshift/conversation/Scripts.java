package dev.nightshift.conversation;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scripts that are built in. */
@Singleton
final class Scripts {
    /** The script of a conversation that names none. */
    static final String STANDARD = "posting";

    private static final List<String> BUILT_IN = List.of(STANDARD);

    private final Map<String, Script> scripts =
            BUILT_IN.stream().collect(Collectors.toMap(Function.identity(), Scripts::read));

    Optional<Script> find(String name) {
        return Optional.ofNullable(scripts.get(name));
    }

    /** The script of a conversation that was begun with it. */
    Script of(Conversation conversation) {
        return find(conversation.script())
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "there is no script %s any more"
                                                .formatted(conversation.script())));
    }

    /** The kind of a turn, for the model of its conversation. */
    TurnKind kindOf(Conversation conversation, String kind) {
        return of(conversation)
                .kind(kind)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "script %s has no %s any more"
                                                .formatted(conversation.script(), kind)))
                .withModel(conversation.model());
    }

    private static Script read(String name) {
        try (InputStream in =
                Scripts.class.getResourceAsStream("/conversations/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not packed");
            }
            return ScriptParser.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8), name + ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
