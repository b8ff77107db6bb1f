package dev.orgworks.api.sis;

import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.ColumnMapping;
import dev.orgworks.domain.sis.GuardFacts;
import dev.orgworks.domain.sis.ImportCounts;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.PlacedProblem;
import dev.orgworks.domain.sis.Remains;
import dev.orgworks.domain.sis.RosterColumn;
import dev.orgworks.domain.sis.RosterFile;
import dev.orgworks.domain.sis.RosterWarning;
import dev.orgworks.domain.sis.RowProblem;
import dev.orgworks.domain.sis.SisImport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An import as the API shows it.
 *
 * @param jobId the job that carries it out; once a plan that waited is to be applied, the job that applies it
 * @param phase where it stands
 * @param options what the uploader asked for
 * @param encoding how the bytes are text; null until the file was inspected, like what follows
 * @param guard what the guard measured; null until the import was planned, like {@code plannedAt}
 * @param decision what somebody decided about a plan that waited; null when nobody did
 * @param undo its undo; null when nobody asked for one
 * @param error why the import failed; null unless it did
 * @param problems the first problems of rows; null in lists
 * @param errorsUrl where the rejected rows are to be had; null when there are none
 * @param links where to read on, and what can be done with it as it stands, by name
 */
record ImportView(
        long id,
        long organizationId,
        UUID jobId,
        ImportState phase,
        String fileName,
        long sizeBytes,
        String sha256,
        Options options,
        @Nullable Encoding encoding,
        @Nullable String delimiter,
        @Nullable List<Column> mapping,
        @Nullable List<RosterWarning> warnings,
        ImportCounts counts,
        @Nullable Guard guard,
        @Nullable Instant plannedAt,
        SisImport.@Nullable Decided decision,
        @Nullable Undo undo,
        Cleared cleared,
        @Nullable String error,
        @Nullable List<Problem> problems,
        @Nullable String errorsUrl,
        Map<String, String> links,
        String createdBy,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * How the bytes are text.
     *
     * @param confidence from 0 (a guess) to 1 (certain)
     */
    record Encoding(String name, String foundBy, double confidence) {}

    /**
     * What the uploader asked for.
     *
     * @param changeThresholdPercent null: the setting, like the other threshold
     * @param mapping his own mapping, with null for the columns to ignore; null when he gave none
     */
    record Options(
            String mode,
            boolean dryRun,
            String onMissing,
            @Nullable Integer changeThresholdPercent,
            @Nullable Long changeThresholdCount,
            boolean overrideManualEdits,
            @Nullable Map<String, @Nullable String> mapping) {

        static Options of(ImportOptions options) {
            return new Options(
                    options.mode().name().toLowerCase(Locale.ROOT),
                    options.dryRun(),
                    options.onMissing().name().toLowerCase(Locale.ROOT),
                    options.changeThresholdPercent(),
                    options.changeThresholdCount(),
                    options.overrideManualEdits(),
                    options.mapping() == null ? null : written(options.mapping()));
        }

        private static Map<String, @Nullable String> written(ColumnMapping mapping) {
            Map<String, @Nullable String> written = new TreeMap<>();
            mapping.fields().forEach((column, field) -> written.put(column, field.json()));
            mapping.ignored().forEach(column -> written.put(column, null));
            return written;
        }
    }

    /**
     * What the guard measured, and its limits.
     *
     * @param holds whether applying the plan needs an approval
     * @param learners who were there before, not counting removed ones; 0 when nobody is suspended or removed
     * @param unnamedRows rows of which not even the id can be read, in a roster that tells who is missing
     * @param reasons why it needs one, for people
     */
    record Guard(
            boolean holds,
            int changeThresholdPercent,
            long changeThresholdCount,
            long learners,
            long suspended,
            long removed,
            long unnamedRows,
            List<String> reasons) {

        static @Nullable Guard of(SisImport subject) {
            GuardFacts facts = subject.guard();
            return facts == null
                    ? null
                    : new Guard(
                            facts.holds(),
                            facts.changeThresholdPercent(),
                            facts.changeThresholdCount(),
                            facts.learners(),
                            facts.suspended(),
                            facts.removed(),
                            facts.unnamedRows(),
                            facts.reasons());
        }
    }

    /** An error or a warning of a row, and where the row begins: data row and physical line from 1. */
    record Problem(
            RowProblem.Severity severity,
            RowProblem.Code code,
            long row,
            long line,
            long byteOffset,
            @Nullable String column,
            String message) {

        static Problem of(PlacedProblem placed) {
            RowProblem problem = placed.problem();
            return new Problem(
                    problem.severity(),
                    problem.code(),
                    placed.position().row(),
                    placed.position().line(),
                    placed.position().byteOffset(),
                    problem.column(),
                    problem.message());
        }
    }

    /** What becomes of a column: the field that it fills, or why it fills none. */
    record Column(String header, @Nullable String field, RosterColumn.@Nullable Ignored ignored) {

        static Column of(RosterColumn column) {
            LearnerField field = column.field();
            return new Column(column.header(), field == null ? null : field.json(), column.ignored());
        }
    }

    /**
     * The undo of an import.
     *
     * @param jobId the last job that was to carry it out
     * @param phaseBefore how the import had ended
     * @param counts learners restored, deleted and kept; null until it is done
     * @param error why the job failed; null unless it did
     */
    record Undo(
            UUID jobId,
            ImportState phaseBefore,
            ImportUndo.@Nullable Counts counts,
            @Nullable String error,
            String createdBy,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static Undo of(ImportUndo undo, @Nullable String error) {
            return new Undo(
                    undo.runId(),
                    undo.stateBefore(),
                    undo.counts(),
                    error,
                    undo.createdBy(),
                    undo.createdAt(),
                    undo.finishedAt());
        }
    }

    /** When parts of it went that are kept for a while only; null: they are there. */
    record Cleared(
            @Nullable Instant upload,
            @Nullable Instant plan,
            @Nullable Instant journal) {}

    static ImportView of(
            SisImport subject,
            @Nullable String error,
            @Nullable List<PlacedProblem> problems,
            @Nullable Undo undo,
            Remains remains) {
        RosterFile facts = subject.facts();
        return new ImportView(
                subject.id(),
                subject.organizationId(),
                subject.currentRunId(),
                subject.state(),
                subject.fileName(),
                subject.sizeBytes(),
                subject.sha256(),
                Options.of(subject.options()),
                facts == null
                        ? null
                        : new Encoding(
                                facts.encoding().charset().name(),
                                facts.encoding().foundBy().name(),
                                facts.encoding().confidence()),
                facts == null ? null : String.valueOf(facts.delimiter()),
                facts == null ? null : facts.mapping().stream().map(Column::of).toList(),
                facts == null ? null : facts.warnings(),
                subject.counts(),
                Guard.of(subject),
                subject.plannedAt(),
                subject.decision(),
                undo,
                new Cleared(remains.uploadClearedAt(), remains.stagingClearedAt(), remains.journalClearedAt()),
                error,
                problems == null ? null : problems.stream().map(Problem::of).toList(),
                hasErrors(subject, remains) ? path(subject) + "/errors.csv" : null,
                links(subject, remains),
                subject.createdBy(),
                subject.createdAt(),
                subject.finishedAt());
    }

    private static String path(SisImport subject) {
        return "/api/organizations/%d/sis/import/%d".formatted(subject.organizationId(), subject.id());
    }

    private static boolean hasErrors(SisImport subject, Remains remains) {
        return subject.counts().rejected() != 0
                && remains.uploadClearedAt() == null
                && remains.stagingClearedAt() == null;
    }

    private static Map<String, String> links(SisImport subject, Remains remains) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", path(subject));
        links.put("job", "/api/jobs/" + subject.currentRunId());
        if (subject.plannedAt() != null && remains.stagingClearedAt() == null && remains.journalClearedAt() == null) {
            links.put("plan", path(subject) + "/plan");
        }
        if (hasErrors(subject, remains)) {
            links.put("errors", path(subject) + "/errors.csv");
        }
        List<String> acts = switch (subject.state()) {
            case PLANNED -> List.of("apply", "reject", "abort");
            case HELD -> List.of("approve", "reject", "abort");
            case QUEUED, STAGING, PLANNING, APPROVED, APPLYING -> List.of("abort");
            case COMPLETED, FAILED, CANCELLED, UNDOING, UNDONE ->
                remains.journalClearedAt() == null ? List.of("undo") : List.of();
            case REJECTED, EXPIRED -> List.of();
        };
        acts.forEach(act -> links.put(act, path(subject) + "/" + act));
        return links;
    }
}
