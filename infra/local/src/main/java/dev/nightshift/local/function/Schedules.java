package dev.nightshift.local.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.local.template.Place;
import dev.nightshift.local.template.Schedule;
import dev.nightshift.local.template.Schedule.Service;
import dev.nightshift.time.Timeline;
import dev.nightshift.time.Timeline.Wake;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Invokes functions by their schedules. Rates count from the start; what falls due while the
 * computer sleeps or nothing runs is fired once after waking, or not at all.
 */
public final class Schedules implements AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final AsyncInvoker functions;
    private final Timeline timeline;
    private final Place place;
    private final Instant start;
    private final Map<Schedule, Wake> wakes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Schedules(AsyncInvoker functions, Timeline timeline, Place place) {
        this.functions = functions;
        this.timeline = timeline;
        this.place = place;
        this.start = timeline.instant();
    }

    /** Begins to wait for each schedule's next time. */
    public static Schedules start(
            List<Schedule> schedules, AsyncInvoker functions, Timeline timeline, Place place) {
        Schedules made = new Schedules(functions, timeline, place);
        schedules.forEach(schedule -> made.await(schedule, made.start));
        return made;
    }

    private void await(Schedule schedule, Instant after) {
        schedule.recurrence()
                .next(start, after)
                .ifPresent(
                        due ->
                                wakes.put(
                                        schedule, timeline.wakeAt(due, () -> fire(schedule, due))));
    }

    private void fire(Schedule schedule, Instant due) {
        if (!closed) {
            functions.invoke(schedule.function(), event(schedule, due));
            // A timeline may wake a little early: the same time must not come again.
            Instant now = timeline.instant();
            await(schedule, now.isAfter(due) ? now : due);
        }
    }

    private String event(Schedule schedule, Instant due) {
        String id = UUID.randomUUID().toString();
        String arn = schedule.service().arn(place, schedule.name());
        return schedule.input()
                .map(
                        input ->
                                schedule.service() == Service.SCHEDULER
                                        ? filled(input, id, arn, due)
                                        : input)
                .orElseGet(() -> told(schedule, id, arn, due));
    }

    /** The input with EventBridge Scheduler's context attributes filled in. */
    private static String filled(String input, String id, String arn, Instant due) {
        return input.replace("<aws.scheduler.schedule-arn>", arn)
                .replace("<aws.scheduler.scheduled-time>", time(due))
                .replace("<aws.scheduler.execution-id>", id)
                .replace("<aws.scheduler.attempt-number>", "1");
    }

    private String told(Schedule schedule, String id, String arn, Instant due) {
        ObjectNode event = NODES.objectNode();
        event.put("version", "0");
        event.put("id", id);
        event.put("detail-type", "Scheduled Event");
        event.put("source", schedule.service().source());
        event.put("account", place.account());
        event.put("time", time(due));
        event.put("region", place.region());
        event.putArray("resources").add(arn);
        switch (schedule.service()) {
            case EVENTS -> event.putObject("detail");
            case SCHEDULER -> event.put("detail", "{}");
        }
        return event.toString();
    }

    private static String time(Instant due) {
        return due.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Fires no more. */
    @Override
    public void close() {
        closed = true;
        wakes.values().forEach(Wake::cancel);
    }
}
