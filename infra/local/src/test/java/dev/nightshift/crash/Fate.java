package dev.nightshift.crash;

/** What becomes of a process that has come to its point. */
enum Fate {
    /** It is gone, and its caller begins it anew. */
    DIES,
    /** Its caller takes it for gone and begins it anew; when that has ended, it goes on. */
    IS_LEFT,
    /** Likewise, but it goes on when its job is in another run by then. */
    RETURNS_LATE
}
