package dev.nightshift.job;

import dev.nightshift.storage.Bucket;
import dev.nightshift.task.Task;
import dev.nightshift.task.Tasks;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The tasks of jobs: each job keeps the one it started with, whatever becomes of the task since.
 */
@Singleton
public final class JobTasks {
    private final Bucket bucket;
    private final Addresses addresses;

    public JobTasks(Bucket bucket, Addresses addresses) {
        this.bucket = bucket;
        this.addresses = addresses;
    }

    public Task of(Job job) throws IOException {
        try (InputStream in = bucket.open(job.files().task())) {
            String kept = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return addresses.of(Tasks.kept(kept, job.task()));
        }
    }
}
