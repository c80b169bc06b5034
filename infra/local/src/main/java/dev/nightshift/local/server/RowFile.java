package dev.nightshift.local.server;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.SQLiteDBAccess;
import java.io.File;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * DynamoDB Local's file of rows, which forces nothing to the disk for a single write. A killed
 * process loses nothing; a loss of power may cost the last moments, and leaves the file whole: that
 * is what SQLite promises for <a href="https://www.sqlite.org/pragma.html#pragma_synchronous">a
 * write-ahead log with synchronous=NORMAL</a>. DynamoDB Local itself has the disk write four times
 * for a row.
 */
final class RowFile extends SQLiteDBAccess {
    /** Its library tells of every connection; a level is lost with a logger that nobody holds. */
    private static final Logger LIBRARY = Logger.getLogger("com.almworks.sqlite4java");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    /** Opens the file, or makes it. */
    RowFile(File file) throws IOException {
        super(file);
        Settings settings = queue.execute(new Settings());
        settings.complete();
        if (settings.getError() != null) {
            close();
            throw new IOException("DynamoDB cannot open " + file, settings.getError());
        }
    }

    /** Closes the file and waits until it is, for whoever opens it next would find it locked. */
    @Override
    public void close() {
        super.close();
        try {
            queue.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Settings extends SQLiteJob<Boolean> {
        @Override
        protected Boolean job(SQLiteConnection connection) throws SQLiteException {
            connection.exec("PRAGMA journal_mode=WAL");
            connection.exec("PRAGMA synchronous=NORMAL");
            return true;
        }
    }
}
