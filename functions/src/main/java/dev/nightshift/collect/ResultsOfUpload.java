package dev.nightshift.collect;

import dev.nightshift.job.Job;
import dev.nightshift.job.JobFiles;
import dev.nightshift.storage.Bucket;
import dev.nightshift.upload.Dropped;
import dev.nightshift.upload.Drops;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the bucket for who put a file there: copies of what its job came to, or beside the
 * file why there is nothing. All of it is of the file put last under a key; a job that this one has
 * overtaken leaves it alone.
 */
@Singleton
final class ResultsOfUpload {
    private final Bucket bucket;
    private final Drops drops;

    ResultsOfUpload(Bucket bucket, Drops drops) {
        this.bucket = bucket;
        this.drops = drops;
    }

    /**
     * Writes it, in place of what an earlier run or file led to.
     *
     * @param failure why the job failed; null when it did not
     */
    void write(Job job, @Nullable String failure) throws IOException {
        Dropped.File file = file(job).orElse(null);
        if (file == null) {
            return;
        }
        for (String key : job.files().delivered()) {
            if (bucket.size(key).isPresent()) {
                bucket.join(List.of(key), copy(file, job.files(), key));
            }
        }
        if (failure == null) {
            bucket.delete(file.errorKey());
        } else {
            bucket.put(
                    file.errorKey(),
                    "job %s failed: %s\n"
                            .formatted(job.id(), failure)
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Removes it with its job; the file that was put stays. */
    void delete(Job job) {
        file(job)
                .ifPresent(
                        file -> {
                            job.files()
                                    .delivered()
                                    .forEach(key -> bucket.delete(copy(file, job.files(), key)));
                            bucket.delete(file.errorKey());
                        });
    }

    private Optional<Dropped.File> file(Job job) {
        String origin = job.options().origin();
        return origin != null
                        && Dropped.of(origin) instanceof Dropped.File file
                        && !drops.isOvertaken(file, job)
                ? Optional.of(file)
                : Optional.empty();
    }

    private static String copy(Dropped.File file, JobFiles of, String key) {
        return file.resultsKey(key.substring(of.all().length()));
    }
}
