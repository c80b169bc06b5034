package dev.nightshift.conversation;

/**
 * Somebody else asks the turn, or did until a moment ago. Whoever was to ask it comes back a minute
 * later, when it is answered or its lease has run out.
 */
public final class TurnInFlightException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TurnInFlightException(TurnId turn) {
        super("turn %s is being asked by another".formatted(turn));
    }
}
