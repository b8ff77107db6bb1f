package dev.orgworks.domain.sis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds out how an upload is to be read, before anything is kept of it. */
@Component
class InspectUpload {

    private final Uploads uploads;
    private final SavedMappings saved;

    InspectUpload(Uploads uploads, SavedMappings saved) {
        this.uploads = uploads;
        this.saved = saved;
    }

    /**
     * Inspects the file that has the rows.
     *
     * @param rows its name below the uploads folder
     * @throws RosterRefusedException when it cannot be understood
     */
    RosterFile inspect(NewImport wish, String rows) {
        ColumnMapping given = wish.options().mapping();
        MappingSource source = given != null
                ? headers -> given
                : headers -> saved.find(wish.organizationId(), headers).orElse(ColumnMapping.NONE);
        try {
            RosterFile facts = RosterFile.inspect(uploads.file(rows), source);
            boolean reused = given == null && !source.of(facts.headers()).saysNothing();
            return reused ? facts.warning(List.of(reused())) : facts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RosterWarning reused() {
        return new RosterWarning(
                RosterWarning.Code.MAPPING_REUSED,
                List.of(),
                "The columns are read by the mapping that was given with an earlier upload of the same column names."
                        + " Give another with \"mapping\", or {} to forget it.");
    }
}
