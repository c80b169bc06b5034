package dev.nightshift.openai;

/** How one attempt of a call ended. */
sealed interface Attempt<T> {
    /** The answer asked for came. */
    record Done<T>(T value) implements Attempt<T> {}

    /** Another answer came. */
    record Failed<T>(Failure failure) implements Attempt<T> {}

    /**
     * No answer came, or none that can be read.
     *
     * @param sent whether the request may have reached OpenAI
     */
    record Broken<T>(boolean sent, Throwable cause) implements Attempt<T> {}
}
