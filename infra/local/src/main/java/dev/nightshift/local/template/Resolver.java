package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Turns a property's value, references and all, into the text that the resource would get. */
final class Resolver {
    private static final String KNOWN = "known: Ref, Fn::GetAtt, Fn::Join, Fn::Sub";
    private static final String ALIAS = ".Alias";
    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:([^}]*)}}");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)}");

    private final Place place;
    private final Map<String, String> values;
    private final Map<String, Declaration> resources = new LinkedHashMap<>();
    private final Set<String> beingNamed = new HashSet<>();
    private final Map<String, String> secrets = new HashMap<>();

    /**
     * @param parameters each parameter's value
     */
    Resolver(Place place, Map<String, String> parameters, List<Declaration> declarations) {
        this.place = place;
        this.values = new LinkedHashMap<>(place.pseudoParameters());
        values.putAll(parameters);
        declarations.forEach(one -> resources.put(one.logicalId(), one));
    }

    /**
     * The value as text.
     *
     * @param where what to name in a complaint, such as a logical id
     * @throws TemplateException if it is no text or uses what is not known here
     */
    String text(String where, JsonNode value) {
        return reveal(where, plain(where, value));
    }

    private String plain(String where, JsonNode value) {
        if (value.isValueNode() && !value.isNull()) {
            return value.asText();
        }
        if (!value.isObject() || value.size() != 1) {
            throw new TemplateException("%s: expected a text, found %s".formatted(where, value));
        }
        Map.Entry<String, JsonNode> intrinsic = value.properties().iterator().next();
        JsonNode argument = intrinsic.getValue();
        return switch (intrinsic.getKey()) {
            case "Ref" -> reference(where, argument.asText());
            case "Fn::GetAtt" -> attribute(where, argument);
            case "Fn::Sub" -> substitute(where, argument);
            case "Fn::Join" -> join(where, argument);
            default ->
                    throw new TemplateException(
                            "%s: %s is not known here (%s)"
                                    .formatted(where, intrinsic.getKey(), KNOWN));
        };
    }

    /**
     * The value as a list of texts; empty where it is missing.
     *
     * @throws TemplateException likewise
     */
    List<String> list(String where, JsonNode value) {
        if (value.isMissingNode()) {
            return List.of();
        }
        JsonNode split = value.path("Fn::Split");
        if (split.size() == 2) {
            return List.of(
                    text(where, split.get(1)).split(Pattern.quote(split.get(0).asText()), -1));
        }
        if (!value.isArray()) {
            throw new TemplateException("%s: expected a list, found %s".formatted(where, value));
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(one -> text(where, one))
                .toList();
    }

    /** The text with each reference to a secret's value replaced by that. */
    private String reveal(String where, String text) {
        return DYNAMIC.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(secret(where, found.group(1))));
    }

    /** A secret's value, the same wherever it is referred to. */
    private String secret(String where, String reference) {
        return resources.values().stream()
                .filter(one -> one.kind() == Kind.SECRET)
                .filter(one -> reference.equals("secretsmanager:" + arn(one)))
                .findFirst()
                .map(this::generated)
                .orElseThrow(
                        () ->
                                new TemplateException(
                                        "%s: {{resolve:%s}} is not known here; only secretsmanager with the ARN of a secret of this template is"
                                                .formatted(where, reference)));
    }

    /** The values that secrets were generated with, by ARN. */
    Map<String, String> secrets() {
        return resources.values().stream()
                .filter(one -> one.kind() == Kind.SECRET)
                .filter(one -> one.properties().has("GenerateSecretString"))
                .collect(Collectors.toMap(this::arn, this::generated));
    }

    private String generated(Declaration secret) {
        return secrets.computeIfAbsent(secret.logicalId(), _ -> Secret.generate(secret));
    }

    /** The resource's name: the one it is given, or one made of the stack's and its logical id. */
    String name(Declaration resource) {
        if (!beingNamed.add(resource.logicalId())) {
            throw new TemplateException(resource.logicalId() + ": its name refers to itself");
        }
        try {
            JsonNode given = resource.properties().path(nameProperty(resource.kind()));
            if (!given.isMissingNode()) {
                return text(resource.logicalId(), given);
            }
            String generated = place.generatedName(resource.logicalId());
            return resource.kind() == Kind.BUCKET ? generated.toLowerCase(Locale.ROOT) : generated;
        } finally {
            beingNamed.remove(resource.logicalId());
        }
    }

    String arn(Declaration resource) {
        String name = name(resource);
        return switch (resource.kind()) {
            case BUCKET -> "arn:%s:s3:::%s".formatted(place.partition(), name);
            case TABLE -> place.arn("dynamodb", "table/" + name);
            case FUNCTION -> place.arn("lambda", "function:" + name);
            case STATE_MACHINE -> place.arn("states", "stateMachine:" + name);
            case SECRET -> place.arn("secretsmanager", "secret:" + name);
            default -> throw new TemplateException(resource.logicalId() + " has no ARN here");
        };
    }

    private static String nameProperty(Kind kind) {
        return switch (kind) {
            case BUCKET -> "BucketName";
            case TABLE -> "TableName";
            case FUNCTION -> "FunctionName";
            case STATE_MACHINE, SECRET -> "Name";
            default -> "";
        };
    }

    private String reference(String where, String name) {
        String value = values.get(name);
        if (value != null) {
            return value;
        }
        if (name.endsWith(ALIAS)) {
            return aliasArn(
                    where, resource(where, name.substring(0, name.length() - ALIAS.length())));
        }
        Declaration resource = resource(where, name);
        return resource.kind() == Kind.STATE_MACHINE || resource.kind() == Kind.SECRET
                ? arn(resource)
                : name(resource);
    }

    /** The alias that SAM publishes a function's versions under, by which callers know it. */
    private String aliasArn(String where, Declaration function) {
        JsonNode alias = function.properties().path("AutoPublishAlias");
        if (alias.isMissingNode()) {
            throw new TemplateException(
                    "%s: %s has no AutoPublishAlias".formatted(where, function.logicalId()));
        }
        return arn(function) + ":" + text(function.logicalId() + ".AutoPublishAlias", alias);
    }

    private String attribute(String where, JsonNode argument) {
        String path =
                argument.isArray()
                        ? StreamSupport.stream(argument.spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(Collectors.joining("."))
                        : argument.asText();
        int dot = path.indexOf('.');
        if (dot < 0) {
            throw new TemplateException("%s: %s names no attribute".formatted(where, path));
        }
        Declaration resource = resource(where, path.substring(0, dot));
        String attribute = path.substring(dot + 1);
        if (attribute.equals("Arn")) {
            return arn(resource);
        }
        if (attribute.equals("Name") && resource.kind() == Kind.STATE_MACHINE) {
            return name(resource);
        }
        throw new TemplateException(
                "%s: attribute %s of %s is not known here"
                        .formatted(where, attribute, resource.logicalId()));
    }

    private Declaration resource(String where, String logicalId) {
        Declaration resource = resources.get(logicalId);
        if (resource == null) {
            throw new TemplateException(
                    "%s: %s is neither a parameter nor a resource".formatted(where, logicalId));
        }
        return resource;
    }

    private String substitute(String where, JsonNode argument) {
        if (!argument.isArray()) {
            return fill(argument.asText(), name -> variable(where, name));
        }
        JsonNode own = argument.path(1);
        return fill(
                argument.path(0).asText(),
                name -> own.has(name) ? text(where, own.get(name)) : variable(where, name));
    }

    private String variable(String where, String name) {
        if (name.startsWith("!")) {
            return "${" + name.substring(1) + "}";
        }
        return name.contains(".")
                ? attribute(where, JsonNodeFactory.instance.textNode(name))
                : reference(where, name);
    }

    private String join(String where, JsonNode argument) {
        JsonNode parts = argument.path(1);
        if (!argument.isArray() || !parts.isArray()) {
            throw new TemplateException(where + ": Fn::Join takes a delimiter and a list");
        }
        return StreamSupport.stream(parts.spliterator(), false)
                .map(part -> text(where, part))
                .collect(Collectors.joining(argument.path(0).asText()));
    }

    /** The text with each <code>${name}</code> replaced. */
    static String fill(String text, UnaryOperator<String> value) {
        return SUBSTITUTION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }
}
