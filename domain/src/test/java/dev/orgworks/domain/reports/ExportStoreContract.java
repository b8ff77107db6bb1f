package dev.orgworks.domain.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.database.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage does. */
abstract class ExportStoreContract {

    private static final String CSV = "text/csv;charset=UTF-8";

    private final Path folder;

    ExportStoreContract(@TempDir Path folder) {
        this.folder = folder;
    }

    /** An empty one. */
    abstract ExportStore store() throws Exception;

    @Test
    void whatWasPutIsReadWhole() throws Exception {
        ExportStore store = store();
        store.put("1/learners-1.csv", file("id,name\r\n1,Zoë\r\n"), CSV);

        assertThat(read(store, "1/learners-1.csv", 0, 17)).isEqualTo("id,name\r\n1,Zoë\r\n");
    }

    @Test
    void anyPartOfItIsRead() throws Exception {
        ExportStore store = store();
        store.put("1/digits-1.csv", file("0123456789"), CSV);

        assertThat(read(store, "1/digits-1.csv", 0, 1)).isEqualTo("0");
        assertThat(read(store, "1/digits-1.csv", 3, 4)).isEqualTo("3456");
        assertThat(read(store, "1/digits-1.csv", 9, 1)).isEqualTo("9");
        assertThat(read(store, "1/digits-1.csv", 5, 0)).isEmpty();
    }

    @Test
    void anEmptyFileIsOneToo() throws Exception {
        ExportStore store = store();
        store.put("1/nothing-1.csv", file(""), CSV);

        assertThat(read(store, "1/nothing-1.csv", 0, 0)).isEmpty();
    }

    @Test
    void whatIsPutAgainReplacesWhatWasThere() throws Exception {
        ExportStore store = store();
        Path file = file("once");
        store.put("1/learners-1.csv", file, CSV);
        store.put("1/learners-1.csv", file, CSV);
        assertThat(read(store, "1/learners-1.csv", 0, 4)).isEqualTo("once");

        store.put("1/learners-1.csv", file("twice"), CSV);

        assertThat(read(store, "1/learners-1.csv", 0, 5)).isEqualTo("twice");
        assertThat(keys(store, null, 10)).containsExactly("1/learners-1.csv");
    }

    @Test
    void itIsThereStillWhenTheFileThatWasPutIsDeleted() throws Exception {
        ExportStore store = store();
        Path file = file("stays");
        store.put("1/learners-1.csv", file, CSV);
        Files.delete(file);

        assertThat(read(store, "1/learners-1.csv", 0, 5)).isEqualTo("stays");
    }

    @Test
    void aPutThatFailsLeavesWhatWasThere() throws Exception {
        ExportStore store = store();
        store.put("1/learners-1.csv", file("before"), CSV);

        assertThatThrownBy(() -> store.put("1/learners-1.csv", folder.resolve("missing"), CSV))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(read(store, "1/learners-1.csv", 0, 6)).isEqualTo("before");
        assertThat(keys(store, null, 10)).containsExactly("1/learners-1.csv");
    }

    @Test
    void aLargeFileIsTheSameAfterwards() throws Exception {
        ExportStore store = store();
        Path file = folder.resolve("large");
        MessageDigest written = Sha256.digest();
        Random random = new Random(7);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), written)) {
            for (int i = 0; i < 130; i++) {
                random.nextBytes(block);
                out.write(block);
            }
            out.write(1);
        }
        long size = Files.size(file);
        store.put("1/large-1.xlsx", file, "application/octet-stream");

        MessageDigest read = Sha256.digest();
        try (InputStream in = new DigestInputStream(store.open("1/large-1.xlsx", 0, size), read)) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(size);
        }
        assertThat(read.digest()).isEqualTo(written.digest());
        try (InputStream end = store.open("1/large-1.xlsx", size - 1, 1)) {
            assertThat(end.readAllBytes()).containsExactly(1);
        }
    }

    @Test
    void whoeverDoesNotWantTheRestMayClose() throws Exception {
        ExportStore store = store();
        store.put("1/learners-1.csv", file("x".repeat(5_000_000)), CSV);

        for (int i = 0; i < 50; i++) {
            try (InputStream in = store.open("1/learners-1.csv", 0, 5_000_000)) {
                assertThat(in.read()).isEqualTo('x');
            }
        }
    }

    @Test
    void whatIsNotThereCannotBeRead() throws Exception {
        ExportStore store = store();

        assertThatThrownBy(() -> read(store, "1/learners-1.csv", 0, 1)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsDeletedIsGoneAndCanBeDeletedAgain() throws Exception {
        ExportStore store = store();
        store.put("1/learners-1.csv", file("a"), CSV);
        store.put("1/learners-2.csv", file("b"), CSV);

        store.delete("1/learners-1.csv");

        assertThatCode(() -> store.delete("1/learners-1.csv")).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(store, "1/learners-1.csv", 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThat(read(store, "1/learners-2.csv", 0, 1)).isEqualTo("b");
    }

    @Test
    void filesAreListedInTheOrderOfTheirKeysAPageAtATime() throws Exception {
        ExportStore store = store();
        assertThat(store.list(null, 10)).isEmpty();
        Path file = file("a");
        for (String key : List.of("2/b-1.csv", "1/a-2.csv", "10/a-1.csv", "1/a-10.csv")) {
            store.put(key, file, CSV);
        }

        assertThat(keys(store, null, 10)).containsExactly("1/a-10.csv", "1/a-2.csv", "10/a-1.csv", "2/b-1.csv");
        assertThat(keys(store, null, 2)).containsExactly("1/a-10.csv", "1/a-2.csv");
        assertThat(keys(store, "1/a-2.csv", 2)).containsExactly("10/a-1.csv", "2/b-1.csv");
        assertThat(keys(store, "2/b-1.csv", 2)).isEmpty();
        assertThat(store.list(null, 10))
                .allSatisfy(listed -> assertThat(listed.modifiedAt())
                        .isBetween(
                                Instant.now().minus(Duration.ofMinutes(5)),
                                Instant.now().plusSeconds(5)));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "put", ".tmp"), content, StandardCharsets.UTF_8);
    }

    private static String read(ExportStore store, String key, long offset, long length) throws IOException {
        try (InputStream in = store.open(key, offset, length)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> keys(ExportStore store, @Nullable String after, int limit) throws IOException {
        return store.list(after, limit).stream().map(ExportStore.Listed::key).toList();
    }
}
