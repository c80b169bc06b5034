package dev.nightshift.api;

import dev.nightshift.http.Caller;
import dev.nightshift.http.Cursors;
import dev.nightshift.job.Job;
import dev.nightshift.job.Jobs;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pages of the jobs that a caller may see and wants, newest first. */
@Singleton
final class JobLists {
    /** Jobs that are looked at for a page; one on which few are wanted may be short, or empty. */
    private static final int LOOKED_AT = 1_000;

    private final Jobs jobs;
    private final Cursors cursors;

    JobLists(Jobs jobs, Cursors cursors) {
        this.jobs = jobs;
        this.cursors = cursors;
    }

    /**
     * Some of the jobs.
     *
     * @param nextCursor leads on; null at the end
     */
    record Page(List<Job> jobs, @Nullable String nextCursor) {}

    /**
     * A page.
     *
     * @param name of the list, its filters included
     * @param cursor what the page before gave; null for the first
     */
    Page page(
            Caller caller, String name, Predicate<Job> wanted, @Nullable String cursor, int limit) {
        String list = caller.getName() + name;
        String last = cursor == null ? null : cursors.open(list, cursor);
        List<Job> found = new ArrayList<>();
        for (int looked = 0; looked < LOOKED_AT; looked += limit) {
            List<Job> page = jobs.page(last, limit);
            for (Job job : page) {
                last = Jobs.place(job);
                if (caller.sees(job.owner()) && wanted.test(job)) {
                    found.add(job);
                }
                if (found.size() == limit) {
                    return new Page(found, cursors.seal(list, last));
                }
            }
            if (page.size() < limit) {
                return new Page(found, null);
            }
        }
        return new Page(found, last == null ? null : cursors.seal(list, last));
    }
}
