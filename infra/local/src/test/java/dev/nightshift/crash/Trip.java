package dev.nightshift.crash;

import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.pricing.Lane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job on one of the ways that jobs go, and where its processes die meanwhile. */
final class Trip {
    /** What is done with a job. A way has one stage or two, each of which ends at rest. */
    enum Way {
        /** It runs in three batches, one of which has a second attempt; then it is deleted. */
        BATCHES(Lane.BATCH, 0),
        /** It runs in the real-time lane, where one record is sent twice. */
        REALTIME(Lane.REALTIME, 4),
        /** It is cancelled while its batch runs; then what was cancelled runs again. */
        CANCELLED(Lane.BATCH, 4),
        /** All that it asks for was done by jobs before it. */
        REUSED(Lane.BATCH, 4);

        private static final int ROWS = 6;

        private final Lane lane;
        private final int firstRow;

        Way(Lane lane, int firstRow) {
            this.lane = lane;
            this.firstRow = firstRow;
        }

        /** What its user wants of it. */
        JobOptions wanted() {
            return JobOptions.STANDARD
                    .withLane(lane)
                    .withMaxCost(BigDecimal.TEN)
                    .withFresh(this != REUSED);
        }

        /** Its input. */
        String csv() {
            var csv = new StringBuilder("id,title,description\n");
            for (int i = firstRow; i < ROWS; i++) {
                csv.append("p-%d,Clerk %d,\"We retype %d orders, every day\"\n".formatted(i, i, i));
            }
            return csv.toString();
        }
    }

    final Way way;
    final Weather weather;
    final Plan plan = new Plan();
    final List<List<Point>> traces = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    private final List<List<Point>> deaths;
    private @Nullable JobId job;

    private Trip(Way way, Weather weather, List<List<Point>> deaths) {
        this.way = way;
        this.weather = weather;
        this.deaths = deaths;
    }

    /** A trip on which nothing happens. */
    static Trip undisturbed(Way way) {
        return new Trip(way, Weather.FAIR, List.of());
    }

    /** A trip on which every call fails the first time. */
    static Trip in(Weather weather, Way way) {
        return new Trip(way, weather, List.of());
    }

    /** A trip on which processes die at these points, by stage. */
    static Trip deadlyAt(List<List<Point>> deaths, Way way) {
        return new Trip(way, Weather.FAIR, deaths);
    }

    JobId job() {
        if (job == null) {
            throw new IllegalStateException("the trip has not begun");
        }
        return job;
    }

    void begun(JobId id) {
        job = id;
    }

    /** Begins a stage: what processes came by before does not count. */
    void arm(int stage) {
        plan.recorded();
        plan.spoil(weather);
        if (stage < deaths.size()) {
            plan.arm(deaths.get(stage));
        }
    }

    /** Where no process died that was to, by stage. */
    List<List<Point>> left() {
        return deaths.stream()
                .map(stage -> stage.stream().filter(plan.left()::contains).toList())
                .toList();
    }

    /** How many processes are to die. */
    int deaths() {
        return deaths.stream().mapToInt(List::size).sum();
    }

    /** How many processes have died. */
    int died() {
        return deaths() - plan.left().size();
    }

    @Override
    public String toString() {
        return "%s %s in %s weather, where processes die at %s"
                .formatted(way, job, weather, deaths);
    }
}
