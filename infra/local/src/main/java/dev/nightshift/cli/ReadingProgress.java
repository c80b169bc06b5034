package dev.nightshift.cli;

import dev.nightshift.record.SourceRecord;
import dev.nightshift.task.InputSurvey.RecordVisitor;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Says how many records are read while a long file is, once a second, where somebody watches. */
final class ReadingProgress implements RecordVisitor {
    private static final long SECOND = 1_000_000_000;

    private final Shell shell;
    private final RecordVisitor each;
    private final LongSupplier nanos;
    private long last;
    private long records;
    private boolean isShown;

    ReadingProgress(Shell shell, RecordVisitor each, LongSupplier nanos) {
        this.shell = shell;
        this.each = each;
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** Shows the progress of what shows its records to the given visitor. */
    static <T> T shown(Shell shell, RecordVisitor each, Function<RecordVisitor, T> reading) {
        var progress = new ReadingProgress(shell, each, System::nanoTime);
        try {
            return reading.apply(progress);
        } finally {
            progress.end();
        }
    }

    @Override
    public void visit(SourceRecord record) throws IOException {
        each.visit(record);
        records++;
        if (shell.isTerminal() && nanos.getAsLong() - last >= SECOND) {
            last = nanos.getAsLong();
            isShown = true;
            shell.err().print("\rReading: %,d records".formatted(records));
            shell.err().flush();
        }
    }

    /** Leaves the line as if nothing had been there. */
    void end() {
        if (isShown) {
            shell.err().print("\r" + " ".repeat(40) + "\r");
            shell.err().flush();
        }
    }
}
