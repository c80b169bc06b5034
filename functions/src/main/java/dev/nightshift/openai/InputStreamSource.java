package dev.nightshift.openai;

import java.io.IOException;
import java.io.InputStream;

/** Content that can be read from its beginning as often as a call has to be repeated. */
@FunctionalInterface
public interface InputStreamSource {
    /**
     * Opens the content at its first byte; who asked closes it.
     *
     * @throws IOException if the content cannot be read
     */
    InputStream open() throws IOException;
}
