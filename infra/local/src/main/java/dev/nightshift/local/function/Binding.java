package dev.nightshift.local.function;

import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A function that another program hosts, where it takes invocations by HTTP.
 *
 * @param name by which it is invoked; where the template has a function of this logical id or name,
 *     it takes that one's place
 * @param address to which events are posted, such as {@code
 *     http://localhost:9000/2015-03-31/functions/function/invocations}
 */
public record Binding(String name, URI address) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Set<String> SCHEMES = ImmutableSet.of("http", "https");

    public Binding {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a function's name has letters, digits, - and _, at most 64, was '%s'"
                            .formatted(name));
        }
        if (!SCHEMES.contains(address.getScheme())
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getFragment() != null) {
            throw wrongAddress(name, address.toString());
        }
    }

    /**
     * A binding from words.
     *
     * @throws IllegalArgumentException if there can be no such function, or no such address
     */
    public static Binding parse(String name, String address) {
        try {
            return new Binding(name, new URI(address));
        } catch (URISyntaxException e) {
            throw wrongAddress(name, address);
        }
    }

    private static IllegalArgumentException wrongAddress(String name, String address) {
        return new IllegalArgumentException(
                "the address of %s is http://HOST:PORT/PATH or https://, without a password, was '%s'"
                        .formatted(name, address));
    }
}
