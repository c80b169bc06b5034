package dev.nightshift.local;

/**
 * A running local cloud. Everything it keeps lies in its folder, so that it may be closed, or its
 * process killed, at any moment: started again from the same folder it goes on.
 */
public final class LocalStack implements AutoCloseable {
    private final StackDescription description;
    private final Parts parts;

    LocalStack(StackDescription description, Parts parts) {
        this.description = description;
        this.parts = parts;
    }

    /**
     * Starts what the template declares.
     *
     * @throws StackInUseException if a stack runs from the folder
     * @throws LocalStackException if the template is refused, a port is taken or the folder cannot
     *     be written
     */
    public static LocalStack start(StackSettings settings) {
        return new StackStart(settings).run();
    }

    /** Where it is found and what is in it. */
    public StackDescription description() {
        return description;
    }

    /**
     * Stops: the API first, then the functions, which get two seconds to end, then the state
     * machine, whose executions go on at the next start, and at last the stores.
     */
    @Override
    public void close() {
        parts.close();
    }
}
