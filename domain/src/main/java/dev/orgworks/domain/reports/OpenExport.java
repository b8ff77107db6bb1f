package dev.orgworks.domain.reports;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.GoneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Finds the file of an export. */
@Component
public class OpenExport {

    private final ExportStore store;
    private final InstantSource clock;

    OpenExport(ExportStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Its file, which is there now.
     *
     * @throws ConflictException when it has none yet, or will have none
     * @throws GoneException when it has expired
     */
    public ExportFile open(ReportExport export) {
        switch (export.state()) {
            case QUEUED, RUNNING ->
                throw new ConflictException(
                        "EXPORT_NOT_READY", "The file is still being made; ask again when the export is COMPLETED");
            case FAILED ->
                throw new ConflictException(
                        "EXPORT_FAILED",
                        "The file could not be made: "
                                + Objects.requireNonNullElse(export.error(), "nothing says why"));
            case CANCELLED ->
                throw new ConflictException(
                        "EXPORT_CANCELLED", "The export was cancelled before it had a file; ask for another");
            case COMPLETED, EXPIRED -> {
                return stored(export);
            }
        }
        throw new IllegalStateException("Export " + export.id() + " is " + export.state());
    }

    private ExportFile stored(ReportExport export) {
        String key = export.storedAs();
        boolean isOver = export.expiresAt() != null && !export.expiresAt().isAfter(clock.instant());
        if (key == null || isOver) {
            throw expired(export);
        }
        ExportFile file = new ExportFile(
                store,
                key,
                export.fileName(),
                export.definition().format().mediaType(),
                Objects.requireNonNull(export.sizeBytes()),
                Objects.requireNonNull(export.sha256()));
        try {
            store.open(key, 0, 0).close();
            return file;
        } catch (NoSuchFileException e) {
            throw expired(export);
        } catch (IOException e) {
            throw new UncheckedIOException("The file of export " + export.id() + " cannot be read", e);
        }
    }

    private static GoneException expired(ReportExport export) {
        return new GoneException(
                "EXPORT_EXPIRED",
                "The file is no longer kept"
                        + (export.expiresAt() == null ? "" : ": it expired at " + export.expiresAt())
                        + "; ask for another export");
    }
}
