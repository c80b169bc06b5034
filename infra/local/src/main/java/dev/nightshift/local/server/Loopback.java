package dev.nightshift.local.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** The interface on which everything local listens. */
public final class Loopback {
    static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** The address of a server of HTTP. */
    public static URI uri(int port) {
        return URI.create("http://%s:%d".formatted(HOST, port));
    }

    /** The address of a port; port 0 stands for any that is free. */
    public static InetSocketAddress address(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
