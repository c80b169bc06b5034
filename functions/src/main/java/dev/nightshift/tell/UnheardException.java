package dev.nightshift.tell;

/** Nobody took a call, and a later one may be taken: the state machine repeats it. */
public final class UnheardException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnheardException(String why) {
        super(why);
    }
}
