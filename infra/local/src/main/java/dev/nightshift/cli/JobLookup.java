package dev.nightshift.cli;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobId;
import dev.nightshift.job.Jobs;
import java.util.List;
import java.util.Optional;

/** Finds the job that the user means. */
final class JobLookup {
    private static final int LOOKED_AT = 1000;

    private JobLookup() {}

    /**
     * @param named a job's id, or the beginning of it or of its letters
     * @throws CommandException when no job is called so, or several are
     */
    static Job find(Jobs jobs, String named) {
        Optional<Job> exact = whole(jobs, named);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<Job> fitting = jobs.newest(LOOKED_AT).filter(job -> fits(job.id(), named)).toList();
        if (fitting.size() > 1) {
            throw CommandException.wrong(
                    "'%s' fits %d jobs, such as %s and %s; type more of the id"
                            .formatted(
                                    named,
                                    fitting.size(),
                                    fitting.get(0).id(),
                                    fitting.get(1).id()));
        }
        return fitting.stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                CommandException.wrong(
                                        "there is no job '%s'; 'nightshift list' shows those there are"
                                                .formatted(named)));
    }

    private static Optional<Job> whole(Jobs jobs, String named) {
        try {
            return jobs.find(new JobId(named));
        } catch (IllegalArgumentException partOfOne) {
            return Optional.empty();
        }
    }

    private static boolean fits(JobId id, String named) {
        String letters = id.value().substring(id.value().indexOf('-') + 1);
        return !named.isBlank() && (id.value().startsWith(named) || letters.startsWith(named));
    }
}
