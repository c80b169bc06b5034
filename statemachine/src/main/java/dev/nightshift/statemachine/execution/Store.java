package dev.nightshift.statemachine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The tables of an engine, in one file.
 *
 * <pre>
 * machines     name        Machine
 * definitions  hash        text of a definition
 * executions   id          Execution
 * names        ARN         id of an execution
 * inputs       id          input of an execution
 * outputs      id          output of an execution that succeeded
 * frames       id, number  Frame, while its execution runs
 * children     id, number  Child, while its Parallel or Map runs
 * events       id, number  HistoryEvent
 * closed       instant, id how many events are kept of an execution that is over
 * </pre>
 *
 * <p>A transition is {@linkplain #keep kept} or {@linkplain #drop dropped} whole, and a {@link
 * #commit} holds one or several: however the process ends, the file has all of a commit or nothing.
 * Nothing is forced to the disk, so a loss of power may cost the last moments. Not for use by two
 * threads at once.
 */
final class Store implements AutoCloseable {
    private static final int CACHE_MEGABYTES = 8;
    private static final int PAGE_BYTES = 4_096;
    private static final int RETENTION_MILLIS = 2_000;

    private final MVStore file;
    private long lastExecution;

    final Table<String, Machine> machines;
    final Table<String, String> definitions;
    final Table<Long, Execution> executions;
    final Table<String, Long> names;
    final Table<Long, JsonNode> inputs;
    final Table<Long, JsonNode> outputs;
    final Table<Long, Frame> frames;
    final Table<Long, Child> children;
    final Table<Long, HistoryEvent> events;
    final Table<String, Long> closed;
    private final List<Table<?, ?>> tables;

    Store(Path path) {
        // A commit by the library's own thread could tear a transition in two.
        file =
                new MVStore.Builder()
                        .fileName(path.toString())
                        .autoCommitDisabled()
                        .pageSplitSize(PAGE_BYTES)
                        .compress()
                        .cacheSize(CACHE_MEGABYTES)
                        .open();
        // Pages are kept for a moment before their space is used again. At 0 the library can write
        // a file that it refuses to open; at its own 45 s the file grows by gigabytes under load.
        file.setRetentionTime(RETENTION_MILLIS);
        machines = named("machines", Machine.class);
        definitions = named("definitions", String.class);
        executions = numbered("executions", Execution.class);
        names = named("names", Long.class);
        inputs = numbered("inputs", JsonNode.class);
        outputs = numbered("outputs", JsonNode.class);
        frames = numbered("frames", Frame.class);
        children = numbered("children", Child.class);
        events = numbered("events", HistoryEvent.class);
        closed = named("closed", Long.class);
        tables =
                List.of(
                        machines,
                        definitions,
                        executions,
                        names,
                        inputs,
                        outputs,
                        frames,
                        children,
                        events,
                        closed);
        Long last = executions.lastKey();
        lastExecution = last == null ? 0 : last;
    }

    /** The highest id given to an execution, in the store or about to be. */
    long lastExecution() {
        return lastExecution;
    }

    void lastExecution(long id) {
        lastExecution = id;
    }

    private <V> Table<String, V> named(String name, Class<V> type) {
        return new Table<>(file, name, StringDataType.INSTANCE, type);
    }

    private <V> Table<Long, V> numbered(String name, Class<V> type) {
        return new Table<>(file, name, LongDataType.INSTANCE, type);
    }

    /** Ends a transition that is to be part of the next commit. */
    void keep() {
        tables.forEach(Table::keep);
    }

    /** Ends a transition that is not to have happened. */
    void drop() {
        tables.forEach(Table::drop);
    }

    /** Makes durable what has been kept. */
    void commit() {
        tables.forEach(Table::flush);
        if (file.hasUnsavedChanges()) {
            file.commit();
        }
    }

    @Override
    public void close() {
        drop();
        file.close();
    }
}
