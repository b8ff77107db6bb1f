package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Where finished files lie; all nodes see the same. */
public interface ExportStore {

    /**
     * Puts a file there, whole or not at all; the same key again replaces it.
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
}
