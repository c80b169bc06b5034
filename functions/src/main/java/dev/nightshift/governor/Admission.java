package dev.nightshift.governor;

import java.util.List;

/** What a claim is told that asks to be admitted. */
public sealed interface Admission {
    /** Others whose turn came while this was found out; the caller wakes them. */
    List<Turn> turns();

    /** The tokens are reserved; the batch may be submitted. */
    record Admitted(List<Turn> turns) implements Admission {
        public Admitted {
            turns = List.copyOf(turns);
        }
    }

    /** There is no room yet. The claim has its place in the queue and will be woken. */
    record Waiting(List<Turn> turns) implements Admission {
        public Waiting {
            turns = List.copyOf(turns);
        }
    }

    /**
     * The claim is larger than the whole queue and waits no more: the batch must be cut again, and
     * what cannot be cut fails.
     *
     * @param limit the tokens that may be enqueued
     */
    record NeverFits(long limit, List<Turn> turns) implements Admission {
        public NeverFits {
            turns = List.copyOf(turns);
        }
    }
}
