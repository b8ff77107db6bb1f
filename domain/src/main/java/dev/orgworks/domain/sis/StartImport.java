package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.sis.UnpackRoster.Unpacked;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Begins an import of an upload that lies on disk. */
@Component
public class StartImport {

    /** The job's name. */
    public static final String JOB = "sisImport";

    /** The key of the payload under which the job finds its import. */
    public static final String IMPORT_ID = "importId";

    /** Some 10,000 rows as CSV, ten times as many in a zip: a few seconds. */
    private static final long HEAVY_BYTES = 1 << 20;

    private final Uploads uploads;
    private final UnpackRoster unpack;
    private final InspectUpload inspect;
    private final RecordImport record;

    StartImport(Uploads uploads, UnpackRoster unpack, InspectUpload inspect, RecordImport record) {
        this.uploads = uploads;
        this.unpack = unpack;
        this.inspect = inspect;
        this.record = record;
    }

    /**
     * The import of an upload.
     *
     * @param repeated whether it is an earlier one, of the same bytes and options, after which nothing has changed
     */
    public record Started(SisImport subject, boolean repeated) {}

    /**
     * Inspects the upload, writes the import and enqueues its run; imports of one organization take turns. An upload that
     * is refused, or repeats an earlier one, is deleted.
     *
     * @throws RosterRefusedException when it cannot be understood
     * @throws UploadTooLargeException when it is an archive, and larger than the setting allows once unpacked
     */
    public Started start(Actor actor, NewImport wish) {
        String roster = null;
        boolean kept = false;
        try {
            Unpacked unpacked = unpack.unpack(wish).orElse(null);
            RosterFile facts;
            if (unpacked == null) {
                facts = inspect.inspect(wish, wish.stored().name());
            } else {
                roster = unpacked.roster();
                facts = inspect.inspect(wish, roster).warning(unpacked.warnings());
            }
            Started started = record.record(actor, new ReadyImport(wish, roster, facts));
            kept = !started.repeated();
            return started;
        } finally {
            if (!kept) {
                discard(wish.stored().name());
                discard(roster);
            }
        }
    }

    private void discard(@Nullable String name) {
        if (name != null) {
            uploads.discard(name);
        }
    }

    /** What one of an import's jobs asks for; those that write one organization's learners take turns. */
    static RunRequest run(String job, long organizationId, long importId, long sizeBytes) {
        return new RunRequest(organizationId, job, Map.of(IMPORT_ID, importId), null, "sisImport:" + organizationId, 0)
                .withHeavy(sizeBytes > HEAVY_BYTES);
    }
}
