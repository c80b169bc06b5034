package dev.nightshift.pricing;

import org.jspecify.annotations.Nullable;

/** A price file cannot be used. The message names the file, the line and the column to correct. */
public final class MalformedPricesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPricesException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
