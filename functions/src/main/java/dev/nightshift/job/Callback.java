package dev.nightshift.job;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The addresses that can be called when a job is over. */
public final class Callback {
    public static final int LONGEST = 2_048;

    /** Hosts that need no TLS; only a local cloud calls them at all. */
    private static final Set<String> THIS_COMPUTER = Set.of("127.0.0.1", "localhost", "[::1]");

    private Callback() {}

    /**
     * An address that a user named. Whether it is public is found out when it is called.
     *
     * @throws IllegalArgumentException when it is none that can be called; the message does not
     *     repeat it, for it may hold what only its owner knows
     */
    public static URI parse(String text) {
        URI url;
        try {
            url = new URI(text.strip()).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason());
        }
        String host = url.getHost();
        if (host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "must be a URL with a host, without user, password and fragment");
        }
        if (!"https".equalsIgnoreCase(url.getScheme())
                && !("http".equalsIgnoreCase(url.getScheme()) && THIS_COMPUTER.contains(host))) {
            throw new IllegalArgumentException("must begin with https://");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "must have %,d characters at most".formatted(LONGEST));
        }
        return URI.create(url.toASCIIString());
    }
}
