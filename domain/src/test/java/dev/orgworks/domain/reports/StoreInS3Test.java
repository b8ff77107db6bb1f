package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real S3 server. */
class StoreInS3Test extends ExportStoreContract {

    private final Path folder;
    private final S3Server server;
    private @Nullable StoreInS3 store;

    StoreInS3Test(@TempDir Path folder) throws Exception {
        super(folder);
        this.folder = folder;
        this.server = new S3Server(Files.createDirectories(folder.resolve("s3")));
    }

    @AfterEach
    void stop() throws Exception {
        if (store != null) {
            store.close();
        }
        server.stop();
    }

    @Override
    ExportStore store() {
        StoreInS3 opened = StoreInS3.open(settings(S3Server.BUCKET, S3Server.SECRET_KEY, server.endpoint()));
        store = opened;
        return opened;
    }

    @Test
    void filesLieBehindThePrefix() throws Exception {
        store().put("1/learners-1.csv", Files.writeString(folder.resolve("a"), "a"), "text/csv");

        assertThat(folder.resolve("s3/reports/orgworks/1/learners-1.csv")).hasContent("a");
    }

    @Test
    void aBucketThatIsNotThereKeepsItFromStartingAndSaysSo() {
        assertThatThrownBy(() -> StoreInS3.open(settings("other", S3Server.SECRET_KEY, server.endpoint())))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageStartingWith("Reports cannot be stored in the bucket \"other\" at http://127.0.0.1:")
                .hasMessageContaining("404");
    }

    @Test
    void keysThatOpenNothingKeepItFromStartingAndAreNotShown() {
        assertThatThrownBy(() -> StoreInS3.open(settings(S3Server.BUCKET, "another secret", server.endpoint())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("403")
                .hasMessageNotContaining("another secret");
    }

    @Test
    void aServerThatDoesNotAnswerKeepsItFromStarting() {
        assertThatThrownBy(() -> StoreInS3.open(
                        settings(S3Server.BUCKET, S3Server.SECRET_KEY, URI.create("http://127.0.0.1:1"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void aStorageWithoutABucketIsRefused() {
        assertThatThrownBy(() -> StoreInS3.open(new S3Settings(" ", null, null, null, null, "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ORGWORKS_S3_BUCKET");
    }

    @Test
    void oneKeyWithoutTheOtherIsRefused() {
        assertThatThrownBy(() -> new S3Settings("b", null, null, "key", null, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ORGWORKS_S3_ACCESS_KEY and ORGWORKS_S3_SECRET_KEY belong together");
    }

    private static S3Settings settings(String bucket, String secret, URI endpoint) {
        return new S3Settings(bucket, "eu-central-1", endpoint, S3Server.ACCESS_KEY, secret, "orgworks/");
    }
}
