package dev.nightshift.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports for stacks whose place a test must know beforehand. */
public final class TestingPorts {
    private static final int PORTS_OF_A_STACK = 5;

    private TestingPorts() {}

    /** A port that is free like the four after it, below those that systems give to clients. */
    public static int freeBase() {
        while (true) {
            int base = ThreadLocalRandom.current().nextInt(12_000, 30_000);
            if (IntStream.range(base, base + PORTS_OF_A_STACK).allMatch(TestingPorts::isFree)) {
                return base;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
