package dev.nightshift.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file with a JSON object on every line. Blank lines are no records. A line that
 * is broken, or too long, is a row that cannot be used, and the next goes on.
 */
final class JsonLines implements JsonSource {
    private static final int USUAL_LINE = 1 << 16;

    private final Characters characters;
    private StringBuilder text = new StringBuilder();

    JsonLines(Characters characters) {
        this.characters = characters;
    }

    @Override
    public @Nullable JsonRow next() throws IOException {
        while (characters.peek() >= 0) {
            long line = characters.line();
            readLine();
            if (text.length() > Records.MAX_CHARACTERS) {
                return new JsonRow(
                        line,
                        Map.of(),
                        "is longer than %d characters".formatted(Records.MAX_CHARACTERS));
            }
            String object = text.toString();
            if (!object.isBlank()) {
                return row(object, line);
            }
        }
        return null;
    }

    private void readLine() throws IOException {
        if (text.capacity() > USUAL_LINE) {
            text = new StringBuilder();
        }
        text.setLength(0);
        for (int c = characters.read(); c >= 0 && c != '\n' && c != '\r'; c = characters.read()) {
            if (text.length() <= Records.MAX_CHARACTERS) {
                text.append((char) c);
            }
        }
    }

    private static JsonRow row(String object, long line) throws IOException {
        try (JsonParser json = JsonFields.parser(object)) {
            json.nextToken();
            JsonRow row = JsonFields.read(json, line);
            return json.nextToken() == null
                    ? row
                    : new JsonRow(line, row.fields(), "has more on its line than one object");
        } catch (JsonProcessingException e) {
            return new JsonRow(
                    line,
                    Map.of(),
                    "is broken JSON at column %d: %s"
                            .formatted(
                                    e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                                    JsonFields.problem(e)));
        }
    }
}
