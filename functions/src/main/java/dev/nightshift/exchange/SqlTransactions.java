package dev.nightshift.exchange;

import dev.nightshift.source.SourceRefusedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of one database, one after the other over a connection that is opened when it is
 * first needed. One is made again where a deadlock, a conflict or a lost connection ended it; as
 * all of them may be repeated, it does not matter whether a lost one was done.
 */
final class SqlTransactions implements AutoCloseable {
    private final SqlConnections connections;
    private @Nullable Connection open;

    SqlTransactions(SqlConnections connections) {
        this.connections = connections;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T of(Connection connection) throws SQLException;
    }

    /**
     * The values of a record cannot stand in their columns; nothing of its transaction was done.
     */
    static final class ValuesRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Does work that changes nothing.
     *
     * @throws IOException when what stopped it does not pass in time; the step may be repeated
     * @throws SourceRefusedException when the database says no
     */
    <T> T read(Work<T> work) throws IOException {
        return done(true, work);
    }

    /**
     * Does work that changes records.
     *
     * @throws IOException when what stopped it does not pass in time; the step may be repeated
     * @throws SourceRefusedException when the database says no
     * @throws ValuesRefusedException when it is the values to which it says no
     */
    <T> T write(Work<T> work) throws IOException {
        return done(false, work);
    }

    private <T> T done(boolean isReading, Work<T> work) throws IOException {
        SqlDialect dialect = connections.dialect();
        try {
            return Retries.of(SQLException.class, dialect::passes, () -> tried(isReading, work));
        } catch (SQLException e) {
            if (dialect.passes(e)) {
                throw new IOException("the database: SQLState " + SqlDialect.state(e), e);
            }
            if (dialect.isOfValues(e)) {
                throw new ValuesRefusedException();
            }
            throw connections.refused(e);
        }
    }

    private <T> T tried(boolean isReading, Work<T> work) throws SQLException {
        if (open == null) {
            open = connections.open();
        }
        Connection connection = open;
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(isReading);
            T result = work.of(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            giveUp(connection);
            throw e;
        }
    }

    private void giveUp(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException lost) {
            close();
        }
    }

    @Override
    public void close() {
        Connection connection = open;
        open = null;
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException lost) {
            // It is gone either way.
        }
    }
}
