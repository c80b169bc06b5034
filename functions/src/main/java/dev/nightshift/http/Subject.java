package dev.nightshift.http;

import dev.nightshift.lambda.Concerning;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom a path names, as far as it has the form of an id. */
record Subject(@Nullable String job, @Nullable String conversation, @Nullable String turn)
        implements Concerning {
    private static final Pattern PATH =
            Pattern.compile(
                    "/(?:jobs|progress)/(\\d{8}-[a-z2-7]{12})(?:/.*)?"
                            + "|/conversations/([a-z2-7]{26})(?:/turns/([\\w.-]{1,64}))?(?:/.*)?");

    static Subject of(String path) {
        Matcher named = PATH.matcher(path);
        return named.matches()
                ? new Subject(named.group(1), named.group(2), named.group(3))
                : new Subject(null, null, null);
    }
}
