package dev.nightshift.crash;

import dev.nightshift.crash.Trip.Way;

/** The crash sweep of a job in three batches, with a second attempt, that is deleted at last. */
class CrashSweepTest extends SweptCalls {
    CrashSweepTest() {
        super(Way.BATCHES);
    }
}
