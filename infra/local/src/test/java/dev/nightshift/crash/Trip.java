package dev.nightshift.crash;

import dev.nightshift.crash.CrashWorld.Ending;
import dev.nightshift.job.JobId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job on one of the ways that jobs go, and where its processes die meanwhile. */
final class Trip {
    /** What is done with a job. A way has one stage or two, each of which ends at rest. */
    enum Way {
        /** It runs in batches, of which some have a second attempt; then it is deleted. */
        BATCHES,
        /** It runs in the real-time lane. */
        REALTIME,
        /** It is cancelled while its batches run; then they run again. */
        CANCELLED
    }

    final Way way;
    final Plan plan = new Plan();
    final List<List<Point>> traces = new ArrayList<>();
    final List<Ending> endings = new ArrayList<>();
    private final List<List<Point>> deaths;
    private @Nullable JobId job;

    /**
     * @param deaths where processes die, by stage; empty for nowhere
     */
    Trip(Way way, List<List<Point>> deaths) {
        this.way = way;
        this.deaths = deaths;
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
        if (stage < deaths.size()) {
            plan.arm(deaths.get(stage));
        }
    }

    /** All points of the trip at which a process was to die. */
    List<Point> deaths() {
        return deaths.stream().flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return way + " " + job + " " + deaths();
    }
}
