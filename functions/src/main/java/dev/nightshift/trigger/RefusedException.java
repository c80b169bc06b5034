package dev.nightshift.trigger;

/** A file that no job can be made of. Whoever put it is told beside it, and puts it again. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
        super(why);
    }
}
