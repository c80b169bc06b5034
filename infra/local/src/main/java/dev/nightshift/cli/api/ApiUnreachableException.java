package dev.nightshift.cli.api;

/** Nobody answered; whether the call was heard is not known. */
public final class ApiUnreachableException extends ApiException {
    private static final long serialVersionUID = 1;

    ApiUnreachableException(String message, Throwable cause) {
        super(0, message);
        initCause(cause);
    }
}
