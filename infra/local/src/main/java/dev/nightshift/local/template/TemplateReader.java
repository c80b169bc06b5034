package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one template file. */
final class TemplateReader {
    private static final Set<String> SECTIONS =
            Set.of(
                    "AWSTemplateFormatVersion",
                    "Conditions",
                    "Description",
                    "Globals",
                    "Metadata",
                    "Outputs",
                    "Parameters",
                    "Resources",
                    "Transform");

    private final Path file;
    private final Place place;

    TemplateReader(Path file, Place place) {
        this.file = file;
        this.place = place;
    }

    Template read(Map<String, String> given, Map<String, String> defaults) {
        JsonNode document = document();
        Map<String, String> parameters =
                Parameters.values(document.path("Parameters"), given, defaults);
        List<Declaration> declarations = declarations(Conditions.applied(document, parameters));
        Resolver resolver = new Resolver(place, parameters, declarations);
        Bucket bucket = new Bucket(resolver.name(single(Kind.BUCKET, declarations)));
        return new Template(
                parameters,
                of(Kind.FUNCTION, declarations).stream()
                        .map(one -> FunctionReader.read(one, resolver))
                        .toList(),
                bucket,
                TableReader.read(single(Kind.TABLE, declarations), resolver),
                stateMachine(single(Kind.STATE_MACHINE, declarations), resolver),
                EventsReader.read(declarations, bucket, resolver),
                resolver.secrets());
    }

    private JsonNode document() {
        try (Reader text = Files.newBufferedReader(file)) {
            return YamlTree.read(text);
        } catch (IOException e) {
            throw new TemplateException("The template %s cannot be read".formatted(file), e);
        }
    }

    static List<Declaration> declarations(JsonNode document) {
        document.fieldNames()
                .forEachRemaining(section -> requireKnown("section", section, SECTIONS));
        JsonNode globals = document.path("Globals");
        globals.fieldNames()
                .forEachRemaining(kind -> requireKnown("global", kind, Set.of("Function")));
        List<Declaration> declarations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> resource : document.path("Resources").properties()) {
            Declaration own = Declaration.of(resource.getKey(), resource.getValue());
            String global = own.kind() == Kind.FUNCTION ? "Function" : "";
            declarations.add(own.with(globals.path(global)));
        }
        return declarations;
    }

    private static void requireKnown(String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new TemplateException(
                    "Template %s %s is not known here (known: %s)"
                            .formatted(
                                    what,
                                    name,
                                    String.join(", ", known.stream().sorted().toList())));
        }
    }

    private static List<Declaration> of(Kind kind, List<Declaration> declarations) {
        return declarations.stream().filter(one -> one.kind() == kind).toList();
    }

    private static Declaration single(Kind kind, List<Declaration> declarations) {
        List<Declaration> found = of(kind, declarations);
        if (found.size() != 1) {
            throw new TemplateException(
                    "The template must declare one %s, it declares %d"
                            .formatted(kind.wire(), found.size()));
        }
        return found.getFirst();
    }

    private StateMachine stateMachine(Declaration declared, Resolver resolver) {
        JsonNode properties = declared.properties();
        String type = properties.path("Type").asText("STANDARD");
        if (!type.equals("STANDARD")) {
            throw new TemplateException(
                    "%s: type %s is not known here (known: STANDARD)"
                            .formatted(declared.logicalId(), type));
        }
        String uri =
                resolver.text(
                        declared.logicalId() + ".DefinitionUri", properties.path("DefinitionUri"));
        JsonNode substitutions = properties.path("DefinitionSubstitutions");
        String definition =
                Resolver.fill(
                        definitionText(declared, uri),
                        name ->
                                resolver.text(
                                        "%s: ${%s} in %s"
                                                .formatted(declared.logicalId(), name, uri),
                                        required(declared, substitutions, name)));
        return new StateMachine(resolver.name(declared), resolver.arn(declared), definition);
    }

    private static JsonNode required(Declaration declared, JsonNode substitutions, String name) {
        if (!substitutions.has(name)) {
            throw new TemplateException(
                    "%s: the definition's ${%s} has no entry in DefinitionSubstitutions"
                            .formatted(declared.logicalId(), name));
        }
        return substitutions.get(name);
    }

    private String definitionText(Declaration declared, String uri) {
        try {
            return Files.readString(file.toAbsolutePath().resolveSibling(uri).normalize());
        } catch (IOException e) {
            throw new TemplateException(
                    "%s: the definition %s cannot be read".formatted(declared.logicalId(), uri), e);
        }
    }
}
