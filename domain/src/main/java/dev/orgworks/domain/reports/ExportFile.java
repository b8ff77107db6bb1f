package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.InputStream;

/** The file of a completed export, as it lies in the storage. */
public final class ExportFile {

    private final ExportStore store;
    private final String key;
    private final String name;
    private final String mediaType;
    private final long size;
    private final String sha256;

    ExportFile(ExportStore store, String key, String name, String mediaType, long size, String sha256) {
        this.store = store;
        this.key = key;
        this.name = name;
        this.mediaType = mediaType;
        this.size = size;
        this.sha256 = sha256;
    }

    /** What a download is called. */
    public String name() {
        return name;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    /** In lower-case hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /**
     * Its bytes from one on, never in memory.
     *
     * @throws java.nio.file.NoSuchFileException when it was deleted meanwhile
     */
    public InputStream from(long offset) throws IOException {
        return store.open(key, offset, size - offset);
    }
}
