package dev.nightshift.record;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one JSON document, read as a stream: those of the list to which a path leads;
 * without a path the document itself where it is a list, else the only list of objects in it.
 * Nobody can tell where a broken document goes on, so it ends there.
 */
final class JsonDocument implements JsonSource {
    private static final int MOST_NAMES = 20;

    private final JsonParser json;
    private final @Nullable List<String> path;
    private final Set<String> members = new LinkedHashSet<>();
    private boolean begun;
    private @Nullable String list;
    private boolean isInList;
    private boolean isAtFirst;
    private long records;

    JsonDocument(Characters characters, @Nullable List<String> path) throws IOException {
        this.json = JsonFields.parser(characters.reader());
        this.path = path;
    }

    /** Whether a list that begins with an object is somewhere in a text. */
    static boolean holdsObjects(String text) {
        try (JsonParser json = JsonFields.parser(text)) {
            JsonToken before = null;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (before == JsonToken.START_ARRAY && token == JsonToken.START_OBJECT) {
                    return true;
                }
                before = token;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public @Nullable JsonRow next() throws IOException {
        try {
            while (isInList || findList()) {
                JsonToken token = isAtFirst ? json.currentToken() : json.nextToken();
                isAtFirst = false;
                if (token != JsonToken.END_ARRAY) {
                    JsonRow row = JsonFields.read(json, json.currentTokenLocation().getLineNr());
                    records++;
                    return row;
                }
                isInList = false;
            }
            return null;
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /** Goes to the next list of records; false at the end of the document. */
    private boolean findList() throws IOException {
        while (true) {
            boolean isOver = begun && json.getParsingContext().inRoot();
            JsonToken token = json.nextToken();
            begun = true;
            if (token == null) {
                break;
            }
            if (isOver) {
                throw wrong("something follows the document; it must be one list or object");
            }
            if (token == JsonToken.START_ARRAY) {
                if (isList()) {
                    return true;
                }
            } else if (token == JsonToken.START_OBJECT && !leadsToList()) {
                json.skipChildren();
            } else if (token == JsonToken.FIELD_NAME && members.size() < MOST_NAMES) {
                members.add(String.join(".", names(json.getParsingContext())));
            }
        }
        if (list == null) {
            throw new UnreadableInputException(
                    "The JSON document has no list %s; it has %s"
                            .formatted(
                                    path == null
                                            ? "of objects"
                                            : "at " + Excerpt.of(String.join(".", path)),
                                    Excerpt.of(List.copyOf(members))));
        }
        return false;
    }

    /** Enters the list that begins here if it is that of the records, else passes over it. */
    private boolean isList() throws IOException {
        List<String> here = names(json.getParsingContext().getParent());
        if (path == null && !here.isEmpty()) {
            isAtFirst = json.nextToken() == JsonToken.START_OBJECT;
            if (!isAtFirst) {
                while (json.currentToken() != JsonToken.END_ARRAY) {
                    json.skipChildren();
                    json.nextToken();
                }
                return false;
            }
        } else if (path != null && !here.isEmpty() && !here.equals(path)) {
            json.skipChildren();
            return false;
        }
        String name = String.join(".", here);
        if (list != null) {
            throw wrong(
                    "there are lists of objects at %s and %s; say with records: in the task which of them holds the records"
                            .formatted(Excerpt.of(list), Excerpt.of(name)));
        }
        list = name;
        isInList = true;
        return true;
    }

    private boolean leadsToList() {
        List<String> here = names(json.getParsingContext().getParent());
        return path == null
                || (here.size() < path.size() && path.subList(0, here.size()).equals(here));
    }

    /** The names that lead to a place; none to the document itself. */
    private static List<String> names(@Nullable JsonStreamContext context) {
        var names = new ArrayDeque<String>();
        for (JsonStreamContext at = context; at != null; at = at.getParent()) {
            if (at.getCurrentName() != null) {
                names.addFirst(at.getCurrentName());
            }
        }
        return List.copyOf(names);
    }

    private UnreadableInputException broken(JsonProcessingException e) {
        JsonLocation location = e.getLocation() == null ? json.currentLocation() : e.getLocation();
        return wrong(location, "the JSON is broken: " + JsonFields.problem(e));
    }

    private UnreadableInputException wrong(String what) {
        return wrong(json.currentTokenLocation(), what);
    }

    private UnreadableInputException wrong(JsonLocation location, String what) {
        return new UnreadableInputException(
                "Line %d, column %d, after %,d records: %s"
                        .formatted(location.getLineNr(), location.getColumnNr(), records, what));
    }
}
