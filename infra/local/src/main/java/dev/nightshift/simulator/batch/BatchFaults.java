package dev.nightshift.simulator.batch;

import java.time.Duration;

/**
 * What goes wrong with whole batches. Rates are probabilities from 0 to 1 and independent of each
 * other.
 *
 * @param firstBatches only so many batches since the directory was new are concerned, by these and
 *     by {@link LineFaults}
 * @param expired how often a batch stalls and expires
 * @param expiredFinished which part of its requests is answered nevertheless, 0 to 1
 * @param slow how often a batch takes {@code slowFactor} times as long
 * @param allFailed how often every line fails
 * @param queueFull how often the limit of enqueued tokens is said to be reached
 * @param refusedLines how often the check names a line, which refuses the whole file
 * @param fileNotFound how often the input file is said to be missing, though it is there
 * @param blankErrorFileId how often a batch without errors has "" in place of null
 * @param outputIdLate how long after the end the id of the output file is still null
 */
public record BatchFaults(
        int firstBatches,
        double expired,
        double expiredFinished,
        double slow,
        double slowFactor,
        double allFailed,
        double queueFull,
        double refusedLines,
        double fileNotFound,
        double blankErrorFileId,
        Duration outputIdLate) {

    public static final BatchFaults NONE =
            new BatchFaults(Integer.MAX_VALUE, 0, 0.5, 0, 10, 0, 0, 0, 0, 0, Duration.ZERO);

    public BatchFaults {
        double[] rates = {
            expired,
            expiredFinished,
            slow,
            allFailed,
            queueFull,
            refusedLines,
            fileNotFound,
            blankErrorFileId
        };
        for (double rate : rates) {
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is 0 to 1, was " + rate);
            }
        }
        if (firstBatches < 0 || !(slowFactor >= 1) || outputIdLate.isNegative()) {
            throw new IllegalArgumentException(
                    "batches and lateness are not below 0, the factor not below 1; were %d, %s, %s"
                            .formatted(firstBatches, outputIdLate, slowFactor));
        }
    }
}
