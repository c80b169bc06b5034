package dev.nightshift.local;

import dev.nightshift.local.server.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ports of a stack, each for its server. */
record Ports(int api, int s3, int dynamoDb, int cloud, int openAi) {
    private static final List<String> PURPOSES =
            List.of(
                    "the HTTP API",
                    "S3",
                    "DynamoDB",
                    "Step Functions and Lambda",
                    "the OpenAI simulator");

    /**
     * Five ports that are free now: from a base on, or any.
     *
     * @param base from 1 to 65531; null for any free ports
     * @throws LocalStackException if one is taken
     */
    static Ports free(@Nullable Integer base) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < PURPOSES.size(); i++) {
                sockets.add(bound(base == null ? 0 : base + i, PURPOSES.get(i)));
            }
            return new Ports(
                    sockets.get(0).getLocalPort(),
                    sockets.get(1).getLocalPort(),
                    sockets.get(2).getLocalPort(),
                    sockets.get(3).getLocalPort(),
                    sockets.get(4).getLocalPort());
        } finally {
            sockets.forEach(Ports::release);
        }
    }

    private static ServerSocket bound(int port, String purpose) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(Loopback.address(port));
            return socket;
        } catch (IOException e) {
            throw new LocalStackException(
                    "Port %d, meant for %s, is taken by another program: choose another base port"
                            .formatted(port, purpose),
                    e);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
