package dev.orgworks.domain.reports;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.slf4j.LoggerFactory;

/** An S3 server over a folder, in this JVM, with one account and one bucket. */
final class S3Server {

    static final String BUCKET = "reports";
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "a secret of the tests";

    private final BlobStoreContext blobs;
    private final S3Proxy server;

    S3Server(Path folder) throws Exception {
        for (String loud : List.of("org.gaul", "org.jclouds", "jclouds", "software.amazon.awssdk")) {
            ((Logger) LoggerFactory.getLogger(loud)).setLevel(Level.WARN);
        }
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        blobs = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
                .credentials("none", "none")
                .overrides(properties)
                .build(BlobStoreContext.class);
        blobs.getBlobStore().createContainerInLocation(null, BUCKET);
        server = S3Proxy.builder()
                .blobStore(blobs.getBlobStore())
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    void stop() throws Exception {
        server.stop();
        blobs.close();
    }
}
