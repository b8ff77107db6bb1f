package dev.orgworks.domain.reports;

import dev.orgworks.domain.mail.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The file of a report as it goes with a letter, if it is small enough for one. */
@Component
class AttachReport {

    private static final Logger LOG = LoggerFactory.getLogger(AttachReport.class);

    private final ExportStore store;
    private final ReportSettings settings;

    AttachReport(ExportStore store, ReportSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Empty: it is too large, or cannot be read now; a link does as well. */
    Optional<Attachment> file(ReportExport export) {
        long size = Objects.requireNonNull(export.sizeBytes());
        if (size > settings.attachUpTo().toBytes()) {
            return Optional.empty();
        }
        try (InputStream file = store.open(Objects.requireNonNull(export.storedAs()), 0, size)) {
            return Optional.of(new Attachment(
                    export.fileName(), export.definition().format().mediaType(), file.readAllBytes()));
        } catch (IOException e) {
            LOG.warn("The file of the export {} is sent as a link, since it cannot be read now", export.id(), e);
            return Optional.empty();
        }
    }
}
