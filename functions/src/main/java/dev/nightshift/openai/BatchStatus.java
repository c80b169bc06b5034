package dev.nightshift.openai;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a batch stands. Source: OpenAI, Batch API guide, "Checking the status of a batch". */
public enum BatchStatus {
    /** The input file is being read; the batch has not begun. */
    VALIDATING("validating", false),
    /** The input file was refused as a whole; nothing ran and nothing is billed. */
    FAILED("failed", true),
    IN_PROGRESS("in_progress", false),
    /** All has run; the result files are being written. */
    FINALIZING("finalizing", false),
    /** The result files are ready. Says nothing of success: every line may have failed. */
    COMPLETED("completed", true),
    /** The window closed first. What was done by then is in the files, and billed. */
    EXPIRED("expired", true),
    /** A cancel was asked for and takes up to ten minutes. */
    CANCELLING("cancelling", false),
    /** Cancelled. What was done by then is in the files, and billed. */
    CANCELLED("cancelled", true),
    /** A word this program does not know; {@link Batch#statusText()} has it. Not over. */
    UNKNOWN("", false);

    private final String text;
    private final boolean over;

    BatchStatus(String text, boolean over) {
        this.text = text;
        this.over = over;
    }

    /** The status of this name, in whatever case it is written. */
    public static BatchStatus of(@Nullable String text) {
        String name = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(status -> status.text.equals(name))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** OpenAI's word for it; empty for {@link #UNKNOWN}. */
    public String text() {
        return text;
    }

    /** Whether asking to cancel the batch is of use. */
    public boolean isCancellable() {
        return this == VALIDATING || this == IN_PROGRESS || this == UNKNOWN;
    }

    /** Whether the batch will not change any more. */
    public boolean isOver() {
        return over;
    }
}
