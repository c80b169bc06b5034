package dev.nightshift.openai;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes no time, and knows how long it would have been. */
@Singleton
@Replaces(Pause.class)
@Requires(property = RecordedPause.PROPERTY)
final class RecordedPause implements Pause {
    static final String PROPERTY = "test.recorded-pause";

    final List<Duration> lengths = new ArrayList<>();

    @Override
    public void pause(Duration length) {
        lengths.add(length);
    }
}
