package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A resource as the template declares it.
 *
 * @param properties what it says of the resource, references unresolved
 */
record Declaration(String logicalId, Kind kind, JsonNode properties) {

    /**
     * @throws TemplateException if the kind, one of its properties or an attribute is not known
     */
    static Declaration of(String logicalId, JsonNode declared) {
        String wire = declared.path("Type").asText();
        Kind kind =
                Kind.of(wire)
                        .orElseThrow(
                                () ->
                                        new TemplateException(
                                                "%s: resource kind %s is not known here (known: %s)"
                                                        .formatted(logicalId, wire, Kind.known())));
        return new Declaration(logicalId, kind, declared.path("Properties"));
    }

    /** The same with its kind's globals merged in, once every property has proved known. */
    Declaration with(JsonNode globals) {
        JsonNode merged = Globals.merge(globals, properties);
        merged.fieldNames()
                .forEachRemaining(
                        property -> {
                            if (!kind.knows(property)) {
                                throw new TemplateException(
                                        "%s: property %s of %s is not known here (known: %s)"
                                                .formatted(
                                                        logicalId,
                                                        property,
                                                        kind.wire(),
                                                        String.join(", ", kind.knownProperties())));
                            }
                        });
        return new Declaration(logicalId, kind, merged);
    }
}
