package dev.nightshift.local.template;

import java.util.List;

/** What makes the template's functions run, besides the state machine. */
public record Triggers(
        List<Route> routes, Cors cors, List<ObjectRule> objectRules, List<Schedule> schedules) {

    public Triggers {
        routes = List.copyOf(routes);
        objectRules = List.copyOf(objectRules);
        schedules = List.copyOf(schedules);
    }
}
