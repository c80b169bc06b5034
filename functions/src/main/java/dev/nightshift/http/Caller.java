package dev.nightshift.http;

import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request; a controller gets it as an argument. What a caller may see is decided here
 * and nowhere else; what they may not see is not found.
 *
 * @param owner what is noted on the things that they start; null for those who have the stack, who
 *     see all, and whose things nobody else sees
 */
public record Caller(@Nullable String owner) implements Principal {
    /** Whoever has the stack. */
    public static final Caller OPERATOR = new Caller(null);

    /**
     * Whether the caller may see a thing, and do with it what can be done.
     *
     * @param thingsOwner who started it; null for those who have the stack
     */
    public boolean sees(@Nullable String thingsOwner) {
        return owner == null || owner.equals(thingsOwner);
    }

    /**
     * For what concerns all callers.
     *
     * @throws ProblemException FORBIDDEN, if the caller is none of those who have the stack
     */
    public void requireOperator() {
        if (owner != null) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN, "Only those who have the stack may do this.");
        }
    }

    @Override
    public String getName() {
        return Objects.requireNonNullElse(owner, "operator");
    }
}
