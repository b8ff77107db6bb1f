package dev.orgworks.domain.reports;

import dev.orgworks.domain.database.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Brings an export's file to where it can be downloaded. */
@Component
public class FinishExport {

    private final ExportStore store;
    private final MakeExport make;
    private final EndExport end;

    FinishExport(ExportStore store, MakeExport make, EndExport end) {
        this.store = store;
        this.make = make;
        this.end = end;
    }

    /**
     * Puts the file into the storage; doing it again does no harm.
     *
     * @throws UncheckedIOException when the storage does not take it
     */
    public StoredFile store(ReportExport export) {
        MessageDigest sha256 = Sha256.digest();
        String key = export.organizationId() + "/" + export.fileName();
        Path file = make.file(export);
        try (OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
            long size = Files.copy(file, digest);
            store.put(key, file, export.definition().format().mediaType());
            return new StoredFile(key, size, HexFormat.of().formatHex(sha256.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + key + " cannot be put into the storage: " + e.getMessage(), e);
        }
    }

    /** The export is completed; answers what came of it. What it was made of is deleted after the commit. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Object> complete(ReportExport export, StoredFile file) {
        end.complete(export.runId(), file);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                make.discard(export);
            }
        });
        return Map.of(
                "exportId", export.id(),
                "rows", Objects.requireNonNull(export.rows()),
                "sizeBytes", file.sizeBytes(),
                "sha256", file.sha256());
    }
}
