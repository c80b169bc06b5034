package dev.nightshift.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads what makes functions run: the entries of their property {@code Events}, and the routes of
 * {@link ApiReader}.
 */
final class EventsReader {
    private final Resolver resolver;
    private final Bucket bucket;

    private EventsReader(Bucket bucket, Resolver resolver) {
        this.bucket = bucket;
        this.resolver = resolver;
    }

    /**
     * @throws TemplateException if an event's type or one of its properties is not known, or two
     *     events ask for the same route
     */
    static Triggers read(List<Declaration> declarations, Bucket bucket, Resolver resolver) {
        EventsReader reader = new EventsReader(bucket, resolver);
        List<Event> events =
                declarations.stream()
                        .filter(one -> one.kind() == Kind.FUNCTION)
                        .flatMap(reader::events)
                        .toList();
        ApiReader api = new ApiReader(declarations, resolver);
        return new Triggers(
                Stream.concat(reader.routes(events).stream(), api.routes().stream()).toList(),
                api.cors(),
                of(Type.S3, events).map(event -> checked(event, reader::objectRule)).toList(),
                Stream.concat(of(Type.SCHEDULE, events), of(Type.SCHEDULE_V2, events))
                        .filter(event -> checked(event, reader::isEnabled))
                        .map(event -> checked(event, reader::schedule))
                        .toList());
    }

    private Stream<Event> events(Declaration function) {
        return function.properties().path("Events").properties().stream()
                .map(entry -> event(function, entry.getKey(), entry.getValue()));
    }

    private static Event event(Declaration function, String name, JsonNode declared) {
        String where = "%s: event %s".formatted(function.logicalId(), name);
        requireOnly(where + ": field", declared, Set.of("Properties", "Type"));
        Type type = Type.of(where, declared.path("Type").asText());
        JsonNode properties = declared.path("Properties");
        requireOnly(where + ": property", properties, type.properties);
        return new Event(function.logicalId(), name, where, type, properties);
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
        return of(Type.HTTP_API, events)
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

    private ObjectRule objectRule(Event event) {
        if (!text(event, "Bucket").orElse("").equals(bucket.name())) {
            throw new IllegalArgumentException("Bucket must be the template's bucket");
        }
        Map<String, String> filter = filter(event);
        return new ObjectRule(
                event.function(),
                event.name(),
                eventNames(event),
                filter.getOrDefault("prefix", ""),
                filter.getOrDefault("suffix", ""));
    }

    private Set<String> eventNames(Event event) {
        JsonNode given = event.properties().path("Events");
        Set<String> names = new TreeSet<>();
        if (given.isArray()) {
            given.forEach(one -> names.add(resolver.text(event.where() + ": Events", one)));
        } else if (!given.isMissingNode()) {
            names.add(resolver.text(event.where() + ": Events", given));
        }
        return names;
    }

    /** The rules of {@code Filter.S3Key.Rules}, by their names. */
    private Map<String, String> filter(Event event) {
        Map<String, String> filter = new TreeMap<>();
        JsonNode outer = event.properties().path("Filter");
        requireOnly(event.where() + ": Filter", outer, Set.of("S3Key"));
        requireOnly(event.where() + ": S3Key", outer.path("S3Key"), Set.of("Rules"));
        for (JsonNode rule : outer.path("S3Key").path("Rules")) {
            String where = event.where() + ": Filter";
            requireOnly(where, rule, Set.of("Name", "Value"));
            String name = resolver.text(where, rule.path("Name"));
            requireKnown(where + " by", name, Set.of("prefix", "suffix"));
            if (filter.put(name, resolver.text(where, rule.path("Value"))) != null) {
                throw new IllegalArgumentException("Filter has two rules for the " + name);
            }
        }
        return filter;
    }

    private Schedule schedule(Event event) {
        boolean second = event.type() == Type.SCHEDULE_V2;
        String expression = text(event, second ? "ScheduleExpression" : "Schedule").orElse("");
        return new Schedule(
                event.function(),
                text(event, "Name").orElse(event.function() + event.name()),
                second ? Schedule.Service.SCHEDULER : Schedule.Service.EVENTS,
                Recurrence.parse(expression),
                text(event, "Input"));
    }

    private boolean isEnabled(Event event) {
        String state = text(event, "State").orElse("ENABLED");
        if (!state.equals("ENABLED") && !state.equals("DISABLED")) {
            throw new IllegalArgumentException("State must be ENABLED or DISABLED, was " + state);
        }
        return state.equals("ENABLED");
    }

    private static void requireOnly(String where, JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> requireKnown(where, name, known));
    }

    private Optional<String> text(Event event, String property) {
        return event.properties().has(property)
                ? Optional.of(
                        resolver.text(
                                event.where() + ": " + property, event.properties().path(property)))
                : Optional.empty();
    }

    private static Stream<Event> of(Type type, List<Event> events) {
        return events.stream().filter(event -> event.type() == type);
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
        HTTP_API("HttpApi", ImmutableSet.of("Method", "Path")),
        S3("S3", ImmutableSet.of("Bucket", "Events", "Filter")),
        SCHEDULE(
                "Schedule",
                ImmutableSet.of("DeadLetterConfig", "Description", "Input", "Name", "Schedule")),
        SCHEDULE_V2(
                "ScheduleV2",
                ImmutableSet.of(
                        "DeadLetterConfig",
                        "Description",
                        "Input",
                        "Name",
                        "ScheduleExpression",
                        "State"));

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
    private record Event(
            String function, String name, String where, Type type, JsonNode properties) {}

    /** Makes something of an event; an IllegalArgumentException says what is wrong with it. */
    private interface Reading<T> {
        T of(Event event);
    }
}
