package dev.nightshift.crash;

/** How services answer. */
enum Weather {
    /** As they should. */
    FAIR,
    /** That there are too many calls. */
    THROTTLED,
    /** That something is broken with them. */
    BROKEN,
    /** Not at all, and nothing was done. */
    UNHEARD,
    /** Not at all, though it was done. */
    SILENT
}
