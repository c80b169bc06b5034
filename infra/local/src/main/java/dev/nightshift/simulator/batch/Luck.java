package dev.nightshift.simulator.batch;

import dev.nightshift.simulator.chance.Chance;

/**
 * What goes wrong with one batch, and always will: decided by its number.
 *
 * @param spoilsReplies whether replies are spoiled as the model's settings say
 * @param chance the batch's own
 */
record Luck(BatchFaults faults, LineFaults lineFaults, boolean spoilsReplies, Chance chance) {

    /** The luck of a batch; none but good when it is not among those that faults concern. */
    static Luck of(Batch batch, BatchFaults faults, LineFaults lineFaults, Chance chance) {
        boolean concerned = batch.number() <= faults.firstBatches();
        return new Luck(
                concerned ? faults : BatchFaults.NONE,
                concerned ? lineFaults : LineFaults.NONE,
                concerned,
                chance.of("batch").of(batch.number()));
    }

    boolean refuses(int line) {
        return chance.happens(faults.refusedLines(), "refused-lines", line);
    }

    boolean fileNotFound() {
        return happens(faults.fileNotFound(), "file-not-found");
    }

    boolean queueFull() {
        return happens(faults.queueFull(), "queue-full");
    }

    boolean allFail() {
        return happens(faults.allFailed(), "all-failed");
    }

    boolean blankErrorFileId() {
        return happens(faults.blankErrorFileId(), "blank-error-file-id");
    }

    /** By how much longer it takes. */
    double slowness() {
        return happens(faults.slow(), "slow") ? faults.slowFactor() : 1;
    }

    /** How many of its requests will ever be answered. */
    int finishing(int requests) {
        int some = Math.min((int) (requests * faults.expiredFinished()), requests - 1);
        return happens(faults.expired(), "expired") ? some : requests;
    }

    /** How long the id of its output file is held back, in milliseconds. */
    long outputIdLate() {
        return faults.outputIdLate().toMillis();
    }

    private boolean happens(double rate, String subject) {
        return chance.happens(rate, subject, 0);
    }
}
