package dev.nightshift.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.job.TestingCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class CrashSweepTest {
    @TempDir Path folder;

    @Test
    void probe() throws Exception {
        long t0 = System.nanoTime();
        try (var world = new CrashWorld(folder)) {
            System.out.println("world " + (System.nanoTime() - t0) / 1_000_000);
            List<Plan> plans = new ArrayList<>();
            List<dev.nightshift.job.JobId> ids = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                long t1 = System.nanoTime();
                int jobs = n == 0 ? 1 : 20;
                ids.clear();
                plans.clear();
                world.whileNothingBegins(
                        () -> {
                            for (int i = 0; i < jobs; i++) {
                                Plan plan = new Plan();
                                plans.add(plan);
                                ids.add(
                                        world.start(
                                                TestingCloud.postings(6),
                                                dev.nightshift.pricing.Lane.BATCH,
                                                plan));
                            }
                        });
                while (!ids.stream().allMatch(world::isOver)) {
                    world.passToNext();
                }
                System.out.println(
                        jobs
                                + " jobs "
                                + (System.nanoTime() - t1) / 1_000_000
                                + " ms, sandboxes "
                                + world.sandboxes()
                                + " "
                                + world.now());
                if (n == 0) {
                    List<Point> points = plans.getFirst().recorded();
                    Map<String, Integer> by = new LinkedHashMap<>();
                    points.forEach(p -> by.merge(p.step(), 1, Integer::sum));
                    System.out.println(points.size() + " points " + by);
                    points.forEach(System.out::println);
                    System.out.println(world.ending(ids.getFirst(), world.batches()));
                }
            }
        }
        assertThat(folder).exists();
    }
}
