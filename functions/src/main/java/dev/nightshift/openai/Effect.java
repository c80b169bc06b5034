package dev.nightshift.openai;

/** What making a call twice would do. */
enum Effect {
    /** Nothing that matters: the call asks, deletes, or stores what expires by itself. */
    NONE,
    /** A model's answer is paid twice. An error that OpenAI itself reports is not billed. */
    PAYS,
    /** A batch runs twice, whatever the first answer was. */
    CREATES;

    /** Whether OpenAI certainly did not do it, so that the call may be made again. */
    boolean isUndoneBy(Failure failure) {
        return switch (this) {
            case NONE -> true;
            case PAYS -> failure.certainlyDidNothing() || failure.isToldByOpenAi();
            case CREATES -> failure.certainlyDidNothing();
        };
    }

    /** Whether a request that may have arrived, and was not answered, may be sent again. */
    boolean mayRepeatUnanswered() {
        return this == NONE;
    }
}
