package dev.nightshift.cli;

import dev.nightshift.cli.api.JobCalls;
import dev.nightshift.cli.api.JobView;
import dev.nightshift.job.JobId;
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
    static JobView find(JobCalls jobs, String named) {
        Optional<JobView> exact = whole(jobs, named);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<JobView> fitting =
                jobs.newest(LOOKED_AT).stream().filter(job -> fits(job.id(), named)).toList();
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

    private static Optional<JobView> whole(JobCalls jobs, String named) {
        try {
            return jobs.find(new JobId(named).value());
        } catch (IllegalArgumentException partOfOne) {
            return Optional.empty();
        }
    }

    private static boolean fits(String id, String named) {
        String letters = id.substring(id.indexOf('-') + 1);
        return !named.isBlank() && (id.startsWith(named) || letters.startsWith(named));
    }
}
