package dev.nightshift.cli.api;

/**
 * A call of the API did not do what it should. The message is one line for the user: what is wrong,
 * and what to do.
 */
public class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status that the API answered; 0 when the call was not made, or not heard of again
     */
    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The call cannot be made as the user wants it. */
    static ApiException wrong(String message) {
        return new ApiException(0, message);
    }

    public int status() {
        return status;
    }
}
