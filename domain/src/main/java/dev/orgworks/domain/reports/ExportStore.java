package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where finished files lie; all nodes see the same. */
public interface ExportStore {

    /**
     * Puts a file there, whole or not at all; the same key again replaces it. Its content must not change afterwards: what is
     * stored may be the same file under another name.
     *
     * @param key of lower-case letters, digits, {@code - . /}
     */
    void put(String key, Path file, String mediaType) throws IOException;

    /**
     * Some of a file's bytes.
     *
     * @param offset of the first byte
     * @param length how many; not past its end
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    InputStream open(String key, long offset, long length) throws IOException;

    /** Deletes a file, if it is there. */
    void delete(String key) throws IOException;

    /**
     * Some of the files that are there, in the order of their keys.
     *
     * @param after from the next key on; null: from the first
     * @param limit at most so many
     */
    List<Listed> list(@Nullable String after, int limit) throws IOException;

    /** A file that is there. */
    record Listed(String key, Instant modifiedAt) {}
}
