package dev.nightshift.source;

/** A table cannot be read or written as its description says; somebody has to correct one. */
public final class SourceRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SourceRefusedException(String message) {
        super(message);
    }
}
