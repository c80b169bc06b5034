package dev.nightshift.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.source.InvalidSourceException.Wrong;
import dev.nightshift.source.Source.Index;
import dev.nightshift.source.Source.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads descriptions of sources, and finds all that is wrong with one. */
final class SourceParser {
    private static final int STANDARD_LIMIT = 50_000;
    private static final int MOST_FIELDS = 500;
    private static final int MOST_KEYS = 8;
    private static final int LONGEST_QUERY = 20_000;

    private static final String WRITTEN = "mark changed claim outcome results limit";
    private static final Set<String> IN_DYNAMODB = names("table index fields " + WRITTEN);
    private static final Set<String> IN_SQL = names("secret table query key fields " + WRITTEN);

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,128}");
    private static final Pattern DYNAMODB_NAME = Pattern.compile("[a-zA-Z0-9_.-]{3,255}");
    private static final Pattern SQL_TABLE =
            Pattern.compile("[^\\p{Cntrl}.]{1,128}([.][^\\p{Cntrl}.]{1,128}){0,2}");
    private static final Pattern SECRET = Pattern.compile("[a-zA-Z0-9/_+=.@:-]{1,2048}");
    private static final Pattern QUERY =
            Pattern.compile("\\s*select\\b[^;]*", Pattern.CASE_INSENSITIVE);

    private final List<Wrong> wrong = new ArrayList<>();

    private SourceParser() {}

    static Source parse(JsonNode description) {
        var parser = new SourceParser();
        Source source = parser.source(description);
        if (source == null || !parser.wrong.isEmpty()) {
            throw new InvalidSourceException(parser.wrong);
        }
        return source;
    }

    private @Nullable Source source(JsonNode all) {
        if (!all.isObject() || all.size() != 1 || !(all.has("dynamodb") || all.has("sql"))) {
            complain("", "must be an object with dynamodb or sql");
            return null;
        }
        String kind = all.fieldNames().next();
        JsonNode in = all.path(kind);
        if (!in.isObject()) {
            complain(kind, "must be an object");
            return null;
        }
        return kind.equals("dynamodb") ? dynamoDb(in) : sql(in);
    }

    private Source dynamoDb(JsonNode in) {
        requireKnown("dynamodb", in, IN_DYNAMODB);
        var source =
                new Source.DynamoDb(
                        required("dynamodb", in, "table", DYNAMODB_NAME),
                        index(in.path("index")),
                        list("dynamodb", in, "fields", 1, MOST_FIELDS),
                        written("dynamodb", in),
                        limit("dynamodb", in));
        requireDistinct("dynamodb", source.written(), List.of());
        return source;
    }

    private @Nullable Index index(JsonNode in) {
        if (in.isMissingNode()) {
            return null;
        }
        String at = "dynamodb.index";
        requireKnown(at, in, Set.of("name", "key", "value"));
        return new Index(
                required(at, in, "name", DYNAMODB_NAME),
                required(at, in, "key", NAME),
                required(at, in, "value", NAME));
    }

    private Source sql(JsonNode in) {
        requireKnown("sql", in, IN_SQL);
        String query = in.has("query") ? required("sql", in, "query", QUERY) : null;
        if (query != null && query.length() > LONGEST_QUERY) {
            complain("sql.query", "must have at most %,d characters".formatted(LONGEST_QUERY));
        }
        var source =
                new Source.Sql(
                        optional("sql", in, "secret", SECRET),
                        required("sql", in, "table", SQL_TABLE),
                        query,
                        list("sql", in, "key", 1, MOST_KEYS),
                        list("sql", in, "fields", 0, MOST_FIELDS),
                        written("sql", in),
                        limit("sql", in));
        requireDistinct("sql", source.written(), source.key());
        return source;
    }

    private Written written(String at, JsonNode in) {
        return new Written(
                required(at, in, "mark", NAME),
                optional(at, in, "changed", NAME),
                optional(at, in, "claim", NAME),
                optional(at, in, "outcome", NAME),
                results(at, in.path("results")));
    }

    private Map<String, String> results(String at, JsonNode in) {
        Map<String, String> results = new LinkedHashMap<>();
        if (!in.isMissingNode() && !in.isObject()) {
            complain(at + ".results", "must be an object of columns by property of the reply");
        }
        for (Map.Entry<String, JsonNode> one : in.properties()) {
            results.put(one.getKey(), required(at + ".results", in, one.getKey(), NAME));
        }
        return results;
    }

    private int limit(String at, JsonNode in) {
        JsonNode limit = in.path("limit");
        if (limit.isMissingNode()) {
            return STANDARD_LIMIT;
        }
        if (!limit.canConvertToExactIntegral()
                || limit.asLong() < 1
                || limit.asLong() > Source.LARGEST) {
            complain(at + ".limit", "must be from 1 to %,d".formatted(Source.LARGEST));
        }
        return limit.asInt();
    }

    /** No column has two meanings: what is written must not be a key, or be written twice. */
    private void requireDistinct(String at, Written written, List<String> key) {
        Set<String> seen = new HashSet<>(key);
        if (written.changed() != null) {
            seen.add(written.changed());
        }
        for (String column : written.own()) {
            if (!column.isEmpty() && !seen.add(column)) {
                complain(at, "names %s for two things".formatted(column));
            }
        }
    }

    private List<String> list(String at, JsonNode in, String name, int least, int most) {
        JsonNode list = in.path(name);
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.isTextual() ? one.textValue() : ""));
        boolean isFit =
                (list.isArray() || (list.isMissingNode() && least == 0))
                        && texts.size() >= least
                        && texts.size() <= most
                        && texts.stream().allMatch(text -> NAME.matcher(text).matches())
                        && texts.stream().distinct().count() == texts.size()
                        && !texts.contains(Source.KEY)
                        && !texts.contains(Source.VERSION);
        if (!isFit) {
            complain(
                    at + "." + name,
                    "must be a list of %d to %d different names".formatted(least, most));
        }
        return texts;
    }

    private @Nullable String optional(String at, JsonNode in, String name, Pattern shape) {
        return in.has(name) ? required(at, in, name, shape) : null;
    }

    private String required(String at, JsonNode in, String name, Pattern shape) {
        String text = in.path(name).textValue();
        if (text == null || text.isBlank() || !shape.matcher(text).matches()) {
            complain(
                    at + "." + name,
                    in.has(name)
                            ? shape == QUERY
                                    ? "must be one SELECT statement without a semicolon"
                                    : "must be a name, was %s".formatted(shown(in.path(name)))
                            : "must be there");
        }
        return text == null ? "" : text;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private void requireKnown(String at, JsonNode in, Set<String> known) {
        in.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                complain(at + "." + name, "is not known here");
                            }
                        });
    }

    private void complain(String field, String why) {
        wrong.add(new Wrong(field, why));
    }

    private static Set<String> names(String names) {
        return Set.of(names.split(" "));
    }
}
