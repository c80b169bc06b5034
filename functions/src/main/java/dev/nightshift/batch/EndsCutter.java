package dev.nightshift.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.nightshift.tokens.Shortened;
import dev.nightshift.tokens.TextCutter;
import dev.nightshift.tokens.TokenCounter;
import java.io.IOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text to its end, or to its beginning and end. Of a JSON list whole elements stay, and it
 * is a list again; other text begins after a line or word, and {@link #GAP} stands where something
 * was left out of its midst.
 */
final class EndsCutter {
    static final String GAP = "\n[…]\n";

    /** Of a text's end, so many characters a token are looked at first; few languages have more. */
    private static final int CHARACTERS_PER_TOKEN = 6;

    /** So far ahead a line's, then a word's, beginning is looked for. */
    private static final int LINE_WINDOW = 400;

    private static final int WORD_WINDOW = 60;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private final TokenCounter counter;
    private final TextCutter beginnings;
    private final String text;
    private final boolean hasBeginning;
    private final List<String> elements;

    /**
     * @param hasBeginning whether the beginning stays as well
     */
    EndsCutter(TokenCounter counter, String text, boolean hasBeginning) {
        this.counter = counter;
        this.beginnings = new TextCutter(counter);
        this.text = text;
        this.hasBeginning = hasBeginning;
        this.elements = elements(text);
    }

    /** What stays, of at most {@code limit} tokens; empty where nothing would. */
    Shortened cut(long limit) {
        if (counter.isWithin(text, limit)) {
            return new Shortened.Whole(text);
        }
        String cut = elements.isEmpty() ? ofText(limit) : ofList(limit);
        long kept = counter.count(cut);
        long before = cut.isEmpty() ? 0 : Math.round((double) kept * text.length() / cut.length());
        return new Shortened.Cut(cut, before, false, kept, Shortened.Ending.WORD);
    }

    private String ofList(long limit) {
        int front = 0;
        int back = elements.size();
        long ofFront = 1;
        long ofBack = 1;
        while (front < back) {
            boolean isFront = hasBeginning && ofFront <= ofBack;
            String next = elements.get(isFront ? front : back - 1);
            long tokens = counter.count(next) + 1;
            if (ofFront + ofBack + tokens > limit) {
                break;
            }
            if (isFront) {
                front++;
                ofFront += tokens;
            } else {
                back--;
                ofBack += tokens;
            }
        }
        List<String> kept = new ArrayList<>(elements.subList(0, front));
        kept.addAll(elements.subList(back, elements.size()));
        return kept.isEmpty() ? "" : "[" + String.join(",", kept) + "]";
    }

    private String ofText(long limit) {
        if (!hasBeginning) {
            return end(limit);
        }
        String beginning = beginnings.cut(text, limit / 2).text();
        long left = limit - counter.count(beginning + GAP);
        return left <= 0 ? beginning : beginning + GAP + end(left);
    }

    /** The longest end, or nearly so, that begins where a reader would. */
    private String end(long limit) {
        long characters = Math.min(text.length(), limit * CHARACTERS_PER_TOKEN);
        while (characters > 0) {
            String end = text.substring(beginning(text.length() - (int) characters));
            long tokens = counter.count(end);
            if (tokens <= limit) {
                return end;
            }
            characters = Math.min(characters - 1, characters * limit / tokens);
        }
        return "";
    }

    private int beginning(int from) {
        if (from == 0) {
            return 0;
        }
        int line = text.indexOf('\n', from - 1);
        if (line >= 0 && line - from < LINE_WINDOW && line + 1 < text.length()) {
            return line + 1;
        }
        for (int at = from; at < Math.min(text.length() - 1, from + WORD_WINDOW); at++) {
            if (Character.isWhitespace(text.charAt(at))) {
                return at + 1;
            }
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        int window = Math.max(0, from - WORD_WINDOW);
        characters.setText(text.substring(window, Math.min(text.length(), from + WORD_WINDOW)));
        return window + characters.following(from - window - 1);
    }

    /** The elements of a list, each as it is written; none where the text is no list. */
    private static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return List.of();
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                int from = (int) json.currentTokenLocation().getCharOffset();
                json.skipChildren();
                json.finishToken();
                elements.add(
                        text.substring(from, (int) json.currentLocation().getCharOffset()).strip());
            }
            return json.nextToken() == null ? elements : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
