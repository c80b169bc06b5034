package dev.nightshift.cli;

import dev.nightshift.progress.Progress;
import dev.nightshift.progress.Progress.Stage;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a job is: on a terminal one line that is written over and over, elsewhere a new
 * line for each stage and each tenth of the requests.
 */
final class ProgressPrinter {
    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final int columns;
    private boolean isLineOpen;
    private @Nullable Stage stage;
    private int tenths;

    ProgressPrinter(Shell shell) {
        this.out = shell.out();
        this.columns = shell.columns();
    }

    synchronized void show(Progress progress) {
        if (columns > 0) {
            out.print(BACK_AND_CLEAR + ProgressLine.live(progress, columns));
            isLineOpen = true;
        } else if (progress.stage() != Stage.FINISHED && isNews(progress)) {
            out.println(ProgressLine.plain(progress));
        }
        out.flush();
    }

    /** Takes the line away, so that something else can be said. */
    synchronized void clear() {
        if (isLineOpen) {
            out.print(BACK_AND_CLEAR);
            out.flush();
            isLineOpen = false;
        }
    }

    private boolean isNews(Progress progress) {
        int reached = progress.percent() / 10;
        boolean isNews = progress.stage() != stage || (stage == Stage.RUNNING && reached > tenths);
        stage = progress.stage();
        tenths = reached;
        return isNews;
    }
}
