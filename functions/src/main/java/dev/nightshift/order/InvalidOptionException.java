package dev.nightshift.order;

/** An option that no job can have; nothing was started. The user is told, and says another. */
public final class InvalidOptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String option;

    InvalidOptionException(String option, String why) {
        super(why);
        this.option = option;
    }

    /** Its name, as users write it. */
    public String option() {
        return option;
    }
}
