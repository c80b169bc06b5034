package dev.nightshift.openai;

import jakarta.inject.Singleton;
import java.time.Duration;

/** The thread sleeps. */
@Singleton
final class SleepingPause implements Pause {
    @Override
    public void pause(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }
}
