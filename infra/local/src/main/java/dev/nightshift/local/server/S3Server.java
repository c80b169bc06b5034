package dev.nightshift.local.server;

import dev.nightshift.local.template.Bucket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * S3 over a folder: a bucket is a folder in it, an object a file. Signatures are checked, so that a
 * presigned address that has expired or was changed is refused as on AWS.
 */
public final class S3Server implements AutoCloseable {
    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts the server and makes the bucket unless it is there.
     *
     * @throws IOException if the folder cannot be written or the port is taken
     */
    public static S3Server start(Path folder, int port, Bucket bucket) throws IOException {
        return start(folder, port, bucket, UnaryOperator.identity());
    }

    /**
     * The same.
     *
     * @param events told of every object that is put into a bucket
     */
    public static S3Server start(Path folder, int port, Bucket bucket, ObjectEvents events)
            throws IOException {
        return start(folder, port, bucket, files -> new WatchedBlobStore(files, events));
    }

    private static S3Server start(
            Path folder, int port, Bucket bucket, UnaryOperator<BlobStore> wrapping)
            throws IOException {
        Files.createDirectories(folder.resolve(bucket.name()));
        BlobStore files = new FilesystemNio2BlobStore(folder.toString());
        S3Proxy proxy =
                S3Proxy.builder()
                        .endpoint(Loopback.uri(port))
                        .awsAuthentication(
                                AuthenticationType.AWS_V2_OR_V4,
                                LocalCredentials.ACCESS_KEY_ID,
                                LocalCredentials.SECRET_KEY)
                        .ignoreUnknownHeaders(true)
                        .corsRules(new CrossOriginResourceSharing())
                        .blobStore(wrapping.apply(files))
                        .build();
        try {
            proxy.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("S3 does not start: " + e.getMessage(), e);
        }
        return new S3Server(proxy);
    }

    /** Where a client finds it; objects are addressed by path, not by host. */
    public URI endpoint() {
        return Loopback.uri(proxy.getPort());
    }

    @Override
    public void close() throws IOException {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IOException("S3 does not stop: " + e.getMessage(), e);
        }
    }
}
