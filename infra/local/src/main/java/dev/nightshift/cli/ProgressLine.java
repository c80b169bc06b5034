package dev.nightshift.cli;

import dev.nightshift.progress.Progress;
import dev.nightshift.progress.Progress.Stage;
import java.time.Duration;
import java.util.Locale;

/** How far a job is, as text. */
final class ProgressLine {
    private static final int NAME = 10;
    private static final int LONGEST_BAR = 40;

    private ProgressLine() {}

    /** One line for people who watch, no longer than the terminal is wide. */
    static String live(Progress progress, int columns) {
        String left = padded(progress.stage().text());
        String right = counts(progress) + clock(progress.elapsed());
        int bar = Math.min(LONGEST_BAR, columns - left.length() - right.length() - 7);
        String line =
                bar < 5 || progress.total() == 0
                        ? left + "  " + right
                        : left + "  " + bar(progress, bar) + "  " + right;
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    /** One line for a log. */
    static String plain(Progress progress) {
        return switch (progress.stage()) {
            case RUNNING, CANCELLING ->
                    "%s: %s"
                            .formatted(
                                    progress.stage().text(),
                                    counts(progress).strip() + of(progress));
            case QUEUED, UPLOADING, VALIDATING, FINALISING, COLLECTING ->
                    progress.stage().text() + of(progress);
            case PREPARING, FINISHED -> progress.stage().text();
        };
    }

    private static String of(Progress progress) {
        return progress.batches() > 1 ? " (%,d batches)".formatted(progress.batches()) : "";
    }

    private static String counts(Progress progress) {
        boolean counted = progress.total() > 0 && progress.stage().compareTo(Stage.RUNNING) >= 0;
        return counted
                ? String.format(
                        Locale.ROOT,
                        "%,d of %,d  %d %%  ",
                        progress.done(),
                        progress.total(),
                        progress.percent())
                : "";
    }

    private static String bar(Progress progress, int width) {
        int filled = (int) (width * progress.done() / progress.total());
        return "[" + "=".repeat(filled) + " ".repeat(width - filled) + "]";
    }

    /** Minutes and seconds, and hours from the first on. */
    private static String clock(Duration elapsed) {
        String rest = "%02d:%02d".formatted(elapsed.toMinutesPart(), elapsed.toSecondsPart());
        return elapsed.toHours() == 0
                ? "%d:%02d".formatted(elapsed.toMinutesPart(), elapsed.toSecondsPart())
                : elapsed.toHours() + ":" + rest;
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, NAME - text.length()));
    }
}
