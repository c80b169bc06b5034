package dev.nightshift.crash;

/**
 * An instant of a process, named so that it is the same in every run.
 *
 * @param step what the process was doing: which function, at which batch and attempt
 * @param nth which of such calls in that step, from 1
 */
record Point(String step, Call call, int nth, Moment moment) {

    /** Where a call stands. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** Whether a function comes by, and not the user's command. */
    boolean isOfFunction() {
        return step.contains("Function");
    }

    /** Whether something is about to be changed. */
    boolean isBeforeWrite() {
        return moment == Moment.BEFORE && call.isWrite();
    }

    /** What kind of point it is, wherever it lies. */
    String kind() {
        return moment + " " + call.operation();
    }

    @Override
    public String toString() {
        return "%s: %s %s (%d)".formatted(step, moment, call, nth);
    }
}
