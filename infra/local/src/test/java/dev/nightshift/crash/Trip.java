package dev.nightshift.crash;

import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.job.JobId;
import dev.nightshift.job.JobOptions;
import dev.nightshift.job.TestingCloud;
import dev.nightshift.pricing.Lane;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
        REUSED(Lane.BATCH, 4),
        /** Its files are larger than what S3 is given in one piece. */
        LARGE(Lane.BATCH, 4);

        /** What the rows of a large job carry besides: two are more than a part of an upload. */
        static final String BALLAST = "x".repeat(2_700_000);

        private static final int ROWS = 6;

        private final Lane lane;
        private final int firstRow;

        Way(Lane lane, int firstRow) {
            this.lane = lane;
            this.firstRow = firstRow;
        }

        /** Whether a point is to be swept here: of a large job those that no small one has. */
        boolean isSweptAt(Point point) {
            return this != LARGE || point.call().isOfLargeObject();
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
            var csv = new StringBuilder("id,title,description,notes\n");
            for (int i = firstRow; i < ROWS; i++) {
                csv.append("p-%d,Clerk %d,\"We retype %d orders, every day\",".formatted(i, i, i))
                        .append(this == LARGE ? BALLAST : "")
                        .append('\n');
            }
            return csv.toString();
        }
    }

    /** The results that some jobs pay for are found by those that reuse them. */
    private static final int SHARED_SHELF = 1;

    private static final AtomicInteger SHELVES = new AtomicInteger(SHARED_SHELF);

    /** Thinks first, so that some replies reach the limit and are sent again with a larger one. */
    private static final Task TASK =
            Tasks.parse(
                    TestingCloud.QUALIFY
                            .source()
                            .replaceAll("effort: none.*", "effort: medium")
                            .replaceAll("temperature: .*\n", ""),
                    "thinks.yaml");

    final Way way;
    final Weather weather;
    final Plan plan = new Plan();
    final List<Trace> traces = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    private final List<List<Point>> deaths;
    private final Fate fate;
    private final int shelf;
    private @Nullable JobId job;

    private Trip(Way way, Weather weather, List<List<Point>> deaths, Fate fate) {
        this.way = way;
        this.fate = fate;
        this.weather = weather;
        this.deaths = deaths;
        boolean isDonor = way == Way.REALTIME && weather == Weather.FAIR && deaths.isEmpty();
        this.shelf = isDonor || way == Way.REUSED ? SHARED_SHELF : SHELVES.incrementAndGet();
    }

    /** A trip on which nothing happens. */
    static Trip undisturbed(Way way) {
        return new Trip(way, Weather.FAIR, List.of(), Fate.DIES);
    }

    /** A trip on which every call fails the first time. */
    static Trip in(Weather weather, Way way) {
        return new Trip(way, weather, List.of(), Fate.DIES);
    }

    /** A trip on which processes meet a fate at these points, by stage. */
    static Trip fatalAt(List<List<Point>> points, Fate fate, Way way) {
        return new Trip(way, Weather.FAIR, points, fate);
    }

    /**
     * Its task, in a version of its own: then the index of finished work keeps its results apart,
     * and what others do there is not on its way.
     */
    Task task() {
        return Tasks.parse(
                TASK.source().replaceFirst("version: 1", "version: " + shelf), "thinks.yaml");
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
            plan.arm(deaths.get(stage), fate);
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

    /**
     * Ends of calls at which no process died, though the beginning of the next was to stand for it.
     */
    List<Point> endsMissed(int stage, Trace undisturbed) {
        if (fate != Fate.DIES || stage >= deaths.size()) {
            return List.of();
        }
        return deaths.get(stage).stream()
                .filter(point -> !plan.left().contains(point))
                .flatMap(point -> undisturbed.at(point).stream())
                .filter(point -> !plan.met().contains(point.toString()))
                .toList();
    }

    /** How many points of an undisturbed trip the processes that died had come to. */
    int pointsMet(Trip undisturbed) {
        int met = 0;
        int stages = Math.min(deaths.size(), undisturbed.traces.size());
        for (int stage = 0; stage < stages; stage++) {
            Trace trace = undisturbed.traces.get(stage);
            met +=
                    deaths.get(stage).stream()
                            .flatMap(point -> trace.at(point).stream())
                            .mapToInt(point -> plan.met().contains(point.toString()) ? 1 : 0)
                            .sum();
        }
        return met;
    }

    @Override
    public String toString() {
        return "%s %s in %s weather, where each process %s at %s"
                .formatted(way, job, weather, fate, deaths);
    }
}
