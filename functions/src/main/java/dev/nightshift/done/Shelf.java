package dev.nightshift.done;

import dev.nightshift.batch.ContentHash;
import dev.nightshift.job.Job;

/**
 * Results that lie together: those of one task in one version by one model.
 *
 * @param task name and version
 */
public record Shelf(String task, String model) {

    /** Where the results of a job are put, and looked for. */
    public static Shelf of(Job job) {
        return new Shelf(job.task(), job.model());
    }

    /** The partition of its rows. */
    String pk() {
        return "DONE#" + task + "#" + model;
    }

    /** An object of one of its segments. A model's name may be anything, so it is hashed. */
    String key(String segment, String kind) {
        return "done/" + ContentHash.of(task, model) + "/" + segment + "." + kind;
    }
}
