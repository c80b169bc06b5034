package dev.nightshift.local.template;

import com.google.common.collect.ImmutableSet;
import java.util.Set;

/**
 * Which objects put into the bucket a function is told of.
 *
 * @param function its logical id
 * @param name of the event within the function
 * @param events such as {@code s3:ObjectCreated:*} or {@code s3:ObjectCreated:Put}
 * @param prefix what their keys begin with; empty for any
 * @param suffix what their keys end with; empty for any
 */
public record ObjectRule(
        String function, String name, Set<String> events, String prefix, String suffix) {
    private static final String ANY = "s3:ObjectCreated:*";
    private static final Set<String> KNOWN =
            ImmutableSet.of(
                    ANY,
                    "s3:ObjectCreated:CompleteMultipartUpload",
                    "s3:ObjectCreated:Copy",
                    "s3:ObjectCreated:Post",
                    "s3:ObjectCreated:Put");

    public ObjectRule {
        events = Set.copyOf(events);
        if (events.isEmpty() || !KNOWN.containsAll(events)) {
            throw new IllegalArgumentException(
                    "Events must be of %s, were %s".formatted(String.join(", ", KNOWN), events));
        }
    }

    /**
     * Whether the function is told of it.
     *
     * @param event such as {@code ObjectCreated:Put}
     */
    public boolean takes(String event, String key) {
        return (events.contains(ANY) || events.contains("s3:" + event))
                && key.startsWith(prefix)
                && key.endsWith(suffix);
    }
}
