package dev.nightshift.local.server;

import com.amazonaws.services.dynamodbv2.exceptions.DynamoDBLocalServiceException;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.AmazonDynamoDBLocal;
import com.amazonaws.services.dynamodbv2.local.shared.access.LocalDBClient;
import com.amazonaws.services.dynamodbv2.local.shared.jobs.JobsRegister;
import dev.nightshift.local.template.Table;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * Amazon's DynamoDB Local over a file in a folder. Built from its parts rather than through its own
 * server class, which listens on every interface and reports its start to Amazon.
 */
public final class DynamoDbServer implements AutoCloseable {
    /** What DynamoDB Local calls the database that all callers share, and its file. */
    private static final String DATABASE = "shared-local-instance";

    private static final int JOBS_AT_ONCE = 10;

    private final Server jetty;
    private final LocalDynamoDBServerHandler handler;
    private final int port;
    private final ThreadGroup threads;

    private DynamoDbServer(
            Server jetty, LocalDynamoDBServerHandler handler, int port, ThreadGroup threads) {
        this.jetty = jetty;
        this.handler = handler;
        this.port = port;
        this.threads = threads;
    }

    /**
     * Starts the server and makes the table unless it is there.
     *
     * @param port 0 for any that is free
     * @throws IOException if the folder cannot be written or the port is taken
     */
    public static DynamoDbServer start(Path folder, int port, String region, Table table)
            throws IOException {
        Files.createDirectories(folder);
        DynamoDbServer server = OwnThreads.call("dynamodb", all -> open(folder, port, all));
        TableSetup.ensure(table, server.endpoint(), region);
        return server;
    }

    private static DynamoDbServer open(Path folder, int port, ThreadGroup threads)
            throws IOException {
        LocalDynamoDBServerHandler handler = handler(folder);
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty, 1, 1);
        connector.setHost(Loopback.HOST);
        connector.setPort(port);
        jetty.addConnector(connector);
        jetty.setHandler(new ContextHandler(handler));
        try {
            jetty.start();
        } catch (IOException e) {
            handler.close();
            throw e;
        } catch (Exception e) {
            handler.close();
            throw new IOException("DynamoDB does not start: " + e.getMessage(), e);
        }
        return new DynamoDbServer(jetty, handler, connector.getLocalPort(), threads);
    }

    private static LocalDynamoDBServerHandler handler(Path folder) throws IOException {
        try {
            var requests =
                    new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false);
            var rows = new RowFile(folder.resolve(DATABASE + ".db").toFile());
            databases(requests).put(DATABASE, new LocalDBClient(rows, jobs()));
            return new LocalDynamoDBServerHandler(requests, null);
        } catch (DynamoDBLocalServiceException e) {
            throw new IOException("DynamoDB does not start: " + e.getMessage(), e);
        }
    }

    /** The databases that are open, by name; it would open its own where ours is not there. */
    @SuppressWarnings("unchecked")
    private static Map<String, AmazonDynamoDBLocal> databases(LocalDynamoDBRequestHandler requests)
            throws IOException {
        try {
            Field open = LocalDynamoDBRequestHandler.class.getDeclaredField("dbRequestHandlers");
            open.setAccessible(true);
            return (Map<String, AmazonDynamoDBLocal>) open.get(requests);
        } catch (ReflectiveOperationException e) {
            throw new IOException("DynamoDB Local is not the one this was written for", e);
        }
    }

    private static JobsRegister jobs() {
        return new JobsRegister(Executors.newFixedThreadPool(JOBS_AT_ONCE), false);
    }

    /** Where a client finds it. */
    public URI endpoint() {
        return Loopback.uri(port);
    }

    @Override
    public void close() throws IOException {
        try {
            jetty.stop();
        } catch (Exception e) {
            throw new IOException("DynamoDB does not stop: " + e.getMessage(), e);
        } finally {
            handler.close();
            // Its background jobs sleep for hours, closed or not, and would keep the process.
            threads.interrupt();
        }
    }
}
