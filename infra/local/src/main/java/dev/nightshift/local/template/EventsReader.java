package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads what makes functions run: the entries of their property {@code Events}. */
final class EventsReader {
    private final Resolver resolver;

    private EventsReader(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * @throws TemplateException if an event's type or one of its properties is not known, or two
     *     events ask for the same route
     */
    static Triggers read(List<Declaration> functions, Resolver resolver) {
        EventsReader reader = new EventsReader(resolver);
        List<Event> events = functions.stream().flatMap(reader::events).toList();
        return new Triggers(reader.routes(events));
    }

    private Stream<Event> events(Declaration function) {
        return function.properties().path("Events").properties().stream()
                .map(entry -> event(function, entry.getKey(), entry.getValue()));
    }

    private static Event event(Declaration function, String name, JsonNode declared) {
        String where = "%s: event %s".formatted(function.logicalId(), name);
        for (Map.Entry<String, JsonNode> field : declared.properties()) {
            requireKnown(where + ": field", field.getKey(), Set.of("Properties", "Type"));
        }
        Type type = Type.of(where, declared.path("Type").asText());
        JsonNode properties = declared.path("Properties");
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            requireKnown(where + ": property", property.getKey(), type.properties);
        }
        return new Event(function.logicalId(), where, type, properties);
    }

    private static void requireKnown(String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            throw new TemplateException(
                    "%s %s is not known here (known: %s)"
                            .formatted(what, name, String.join(", ", new TreeSet<>(known))));
        }
    }

    private List<Route> routes(List<Event> events) {
        Set<String> keys = new HashSet<>();
        return events.stream()
                .filter(event -> event.type() == Type.HTTP_API)
                .map(
                        event -> {
                            Route route = checked(event, this::route);
                            if (!keys.add(route.key())) {
                                throw new TemplateException(
                                        "%s: the route %s is declared twice"
                                                .formatted(event.where(), route.key()));
                            }
                            return route;
                        })
                .toList();
    }

    /** Without path and method it is the route of whatever no other takes. */
    private Route route(Event event) {
        Optional<String> path = text(event, "Path");
        Optional<String> method = text(event, "Method");
        boolean defaults = path.orElse(Route.DEFAULT).equals(Route.DEFAULT);
        if (path.isPresent() != method.isPresent() && !defaults) {
            throw new TemplateException(event.where() + ": Path needs a Method");
        }
        return new Route(event.function(), method.orElse(Route.ANY), path.orElse(Route.DEFAULT));
    }

    private Optional<String> text(Event event, String property) {
        return event.properties().has(property)
                ? Optional.of(
                        resolver.text(
                                event.where() + ": " + property, event.properties().path(property)))
                : Optional.empty();
    }

    private static <T> T checked(Event event, Reading<T> reading) {
        try {
            return reading.of(event);
        } catch (IllegalArgumentException e) {
            throw new TemplateException(event.where() + ": " + e.getMessage(), e);
        }
    }

    /** The kinds of event that are known, each with the properties that it may have. */
    private enum Type {
        HTTP_API("HttpApi", ImmutableSet.of("Method", "Path"));

        private final String wire;
        private final ImmutableSet<String> properties;

        Type(String wire, ImmutableSet<String> properties) {
            this.wire = wire;
            this.properties = properties;
        }

        static Type of(String where, String wire) {
            return Stream.of(values())
                    .filter(type -> type.wire.equals(wire))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new TemplateException(
                                            "%s: Type %s is not known here (known: %s)"
                                                    .formatted(where, wire, known())));
        }

        private static String known() {
            return String.join(", ", Stream.of(values()).map(type -> type.wire).sorted().toList());
        }
    }

    /**
     * @param function its logical id
     * @param where how complaints name the event
     */
    private record Event(String function, String where, Type type, JsonNode properties) {}

    /** Makes something of an event; an IllegalArgumentException says what is wrong with it. */
    private interface Reading<T> {
        T of(Event event);
    }
}
