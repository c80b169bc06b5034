package dev.nightshift.cli;

import java.util.List;
import java.util.Map;

/** What somebody who talks types. */
sealed interface ChatLine {
    /** What the words after a turn's name mean, for those turns that take any. */
    Map<String, String> PARAMETERS =
            Map.of("question", "question", "email", "tone", "roi", "hourly_rate");

    /** A turn is to be taken. */
    record Turn(String kind, Map<String, String> parameters) implements ChatLine {}

    /** The whole workflow is to be taken. */
    record Complete() implements ChatLine {}

    record Cost() implements ChatLine {}

    record Help() implements ChatLine {}

    record Quit() implements ChatLine {}

    record Nothing() implements ChatLine {}

    /** It cannot be understood; the message says why. */
    record Wrong(String message) implements ChatLine {}

    /**
     * What a line means.
     *
     * @param kinds of turns that there are
     */
    static ChatLine of(String line, List<String> kinds) {
        String said = line.strip();
        if (said.isEmpty()) {
            return new Nothing();
        }
        if (!said.startsWith("/")) {
            return new Turn("question", Map.of("question", said));
        }
        String[] words = said.substring(1).split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        ChatLine meant =
                switch (words[0]) {
                    case "quit", "exit" -> new Quit();
                    case "help" -> new Help();
                    case "cost" -> new Cost();
                    case "complete" -> new Complete();
                    default -> turn(words[0], rest, kinds);
                };
        return rest.isEmpty() || meant instanceof Turn || meant instanceof Wrong
                ? meant
                : new Wrong("/%s takes no words after it".formatted(words[0]));
    }

    private static ChatLine turn(String word, String rest, List<String> kinds) {
        List<String> meant =
                kinds.contains(word)
                        ? List.of(word)
                        : kinds.stream().filter(kind -> kind.startsWith(word)).toList();
        if (word.isEmpty() || meant.size() != 1) {
            return new Wrong("there is no /%s; /help tells what there is".formatted(word));
        }
        String kind = meant.getFirst();
        String parameter = PARAMETERS.get(kind);
        if (rest.isEmpty()) {
            return new Turn(kind, Map.of());
        }
        return parameter == null
                ? new Wrong("/%s takes no words after it".formatted(kind))
                : new Turn(kind, Map.of(parameter, rest));
    }
}
