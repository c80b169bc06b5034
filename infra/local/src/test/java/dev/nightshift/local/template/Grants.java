package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the deployed template's policies let its functions do, as the local cloud names things. */
final class Grants {
    /** Any table and secret: which ones a stack may use is a parameter. */
    private static final Map<String, String> PARAMETERS =
            Map.of("SourceTable", "***", "SourceSecret", "*");

    private final Map<String, List<Statement>> byFunction = new LinkedHashMap<>();
    private final Map<String, String> handlers = new LinkedHashMap<>();

    private Grants() {}

    static Grants read(Path template) {
        Grants grants = new Grants();
        JsonNode document = document(template);
        Map<String, String> parameters =
                Parameters.values(document.path("Parameters"), PARAMETERS, Map.of());
        List<Declaration> declarations =
                TemplateReader.declarations(Conditions.applied(document, parameters));
        Resolver resolver = new Resolver(Place.LOCAL, parameters, declarations);
        declarations.stream()
                .filter(one -> one.kind() == Kind.FUNCTION)
                .forEach(one -> grants.add(one, resolver));
        return grants;
    }

    private static JsonNode document(Path template) {
        try (Reader text = Files.newBufferedReader(template)) {
            return YamlTree.read(text);
        } catch (IOException e) {
            throw new TemplateException(template + " cannot be read", e);
        }
    }

    private void add(Declaration function, Resolver resolver) {
        String name = function.logicalId();
        handlers.put(name, function.properties().path("Handler").asText());
        byFunction.put(
                name,
                stream(function.properties().path("Policies"))
                        .flatMap(policy -> stream(required(name, policy.path("Statement"))))
                        .map(statement -> Statement.of(name, statement, resolver))
                        .toList());
    }

    private static JsonNode required(String function, JsonNode statements) {
        if (!statements.isArray()) {
            throw new TemplateException(function + ": a policy of SAM's allows more than it says");
        }
        return statements;
    }

    /** Each function's handler, by the function's logical id. */
    Map<String, String> handlers() {
        return handlers;
    }

    /** Every action that a function may do to anything. */
    Set<String> actions(String function) {
        return byFunction.getOrDefault(function, List.of()).stream()
                .flatMap(one -> one.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether there is a function of this logical id. */
    boolean know(String function) {
        return byFunction.containsKey(function);
    }

    /** Whether a function may do this to a resource, an ARN. */
    boolean allow(String function, String action, String resource) {
        return byFunction.getOrDefault(function, List.of()).stream()
                .anyMatch(one -> one.actions().contains(action) && one.isAbout(resource));
    }

    private static Stream<JsonNode> stream(JsonNode oneOrMany) {
        return oneOrMany.isArray()
                ? StreamSupport.stream(oneOrMany.spliterator(), false)
                : Stream.of(oneOrMany);
    }

    /** One statement that allows something. */
    private record Statement(Set<String> actions, List<Pattern> resources) {
        private static final Pattern LITERAL = Pattern.compile("[^*?]+");

        static Statement of(String where, JsonNode statement, Resolver resolver) {
            if (!statement.path("Effect").asText().equals("Allow")) {
                throw new TemplateException(where + ": only Allow is known here");
            }
            return new Statement(
                    stream(statement.path("Action"))
                            .map(JsonNode::asText)
                            .collect(Collectors.toSet()),
                    stream(statement.path("Resource"))
                            .map(one -> pattern(resolver.text(where, one)))
                            .toList());
        }

        private static Pattern pattern(String resource) {
            String quoted =
                    LITERAL.matcher(resource)
                            .replaceAll(
                                    literal ->
                                            Matcher.quoteReplacement(
                                                    Pattern.quote(literal.group())));
            return Pattern.compile(quoted.replace("*", ".*").replace("?", "."));
        }

        boolean isAbout(String resource) {
            return resources.stream().anyMatch(one -> one.matcher(resource).matches());
        }
    }
}
