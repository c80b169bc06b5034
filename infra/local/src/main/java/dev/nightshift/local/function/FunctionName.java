package dev.nightshift.local.function;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a caller calls a function: by its name or by its ARN, whole or from somewhere in the middle
 * on, <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">as Lambda takes
 * it</a>.
 *
 * @param unqualified what was said, without the qualifier
 * @param name the last part of it
 * @param qualifier version or alias; null where none was said
 */
record FunctionName(String unqualified, String name, @Nullable String qualifier) {
    private static final int LONGEST = 256;
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?<unqualified>(arn:(aws[a-zA-Z-]*)?:lambda:)?"
                            + "([a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\\d:)?(\\d{12}:)?(function:)?"
                            + "(?<name>[a-zA-Z0-9_.-]+))"
                            + "(:(?<qualifier>\\$LATEST|[a-zA-Z0-9_-]+))?");

    /** Nothing when no function could be called so. */
    static Optional<FunctionName> parse(String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        return reference.length() <= LONGEST && parts.matches()
                ? Optional.of(
                        new FunctionName(
                                parts.group("unqualified"),
                                parts.group("name"),
                                parts.group("qualifier")))
                : Optional.empty();
    }

    /** Whether no other than the version is meant that is there while nothing was published. */
    boolean isLatest() {
        return Objects.requireNonNullElse(qualifier, "$LATEST").equals("$LATEST");
    }
}
