package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload of a roster and what became of it.
 *
 * @param runId the job that makes its plan, and applies it unless the plan waits
 * @param applyRunId the job that applies a plan that waited; null when there is none
 * @param fileName the name that the caller gave the file, for people only
 * @param sha256 of the bytes, in lower-case hexadecimal digits
 * @param upload the file below the uploads folder
 * @param roster the file that was taken out of an uploaded archive, below the same folder; null: the upload is no archive
 * @param options what the uploader asked for
 * @param ownLoginKey the key of the uploader's own login, whose learner the import may not shut out; null: he has none
 * @param facts how the roster is to be read; null until it was inspected
 * @param guard what the guard measured; null until the import was planned
 * @param firstLearner a created learner's id is this and the row's number; null when the plan creates none
 * @param plannedAt when the plan was made; null before
 * @param decision what somebody decided about a plan that waited; null when nobody did
 */
public record SisImport(
        long id,
        long organizationId,
        UUID runId,
        @Nullable UUID applyRunId,
        ImportState state,
        String fileName,
        long sizeBytes,
        String sha256,
        String upload,
        @Nullable String roster,
        ImportOptions options,
        @Nullable String ownLoginKey,
        @Nullable RosterFile facts,
        ImportCounts counts,
        @Nullable GuardFacts guard,
        @Nullable Long firstLearner,
        @Nullable Instant plannedAt,
        @Nullable Decided decision,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * A decision about a plan that waited: it was to be applied, or it was rejected or aborted, as the state tells.
     *
     * @param note why; null when nothing was said
     */
    public record Decided(String by, Instant at, @Nullable String note) {}

    /** The job that carries it out now, or did last. */
    public UUID currentRunId() {
        return applyRunId == null ? runId : applyRunId;
    }

    /** The file that holds the rows, below the uploads folder. */
    public String rows() {
        return roster == null ? upload : roster;
    }

    /** The mask of the fields for which the upload has no column; what the reader puts there is for new learners only. */
    public int absentFields() {
        if (facts == null) {
            throw new IllegalStateException("Import " + id + " was not inspected yet");
        }
        var present = EnumSet.noneOf(LearnerField.class);
        facts.mapping().stream()
                .map(RosterColumn::field)
                .filter(Objects::nonNull)
                .forEach(present::add);
        return LearnerField.mask(EnumSet.complementOf(present));
    }
}
