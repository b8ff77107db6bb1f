package dev.orgworks.domain.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Deletes files of exports from the storage. */
@Component
class DeleteFiles {

    private final ExportStore store;

    DeleteFiles(ExportStore store) {
        this.store = store;
    }

    void delete(String key) {
        try {
            store.delete(key);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + key + " cannot be deleted from the storage", e);
        }
    }
}
