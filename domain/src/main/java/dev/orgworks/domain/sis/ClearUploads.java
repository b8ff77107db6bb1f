package dev.orgworks.domain.sis;

import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.sis.ImportsToClear.Ended;
import dev.orgworks.domain.sis.ImportsToClear.Part;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes uploads after {@code orgworks.sis.retention.uploads}. The files go first and the note that they went follows: after
 * a crash in between they are found missing, and noted, the next time.
 */
@Component
class ClearUploads implements Clearing {

    private final ImportsToClear imports;
    private final Uploads uploads;
    private final SisSettings settings;

    ClearUploads(ImportsToClear imports, Uploads uploads, SisSettings settings) {
        this.imports = imports;
        this.uploads = uploads;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sis.uploads";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Ended> old =
                imports.find(Part.UPLOAD, now.minus(settings.retention().uploads()), limit);
        for (Ended ended : old) {
            uploads.discard(ended.upload());
            if (ended.roster() != null) {
                uploads.discard(ended.roster());
            }
            imports.cleared(Part.UPLOAD, ended.id(), now);
        }
        return old.size();
    }
}
