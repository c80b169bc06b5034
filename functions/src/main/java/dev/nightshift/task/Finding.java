package dev.nightshift.task;

/**
 * Something about a task that its author should know.
 *
 * @param isError whether the task cannot be used so; else it can, and its author should think again
 * @param place in the file, as in {@code output.properties.score}
 * @param what is wrong there, and what to do instead; the rest of a sentence that the place begins
 */
public record Finding(boolean isError, String place, String what) {
    static Finding error(String place, String what) {
        return new Finding(true, place, what);
    }

    static Finding warning(String place, String what) {
        return new Finding(false, place, what);
    }

    /** The whole sentence. */
    public String message() {
        return (place + " " + what).strip();
    }
}
