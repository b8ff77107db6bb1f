package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.WriteStage.ContestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds out what the rows of an upload do, and keeps that aside. */
@Component
public class StageRows {

    private final LiveLearners learners;
    private final FindNearMatches nearMatches;
    private final WriteStage write;
    private final JdbcOperations batches;
    private final JdbcClient jdbc;

    StageRows(
            LiveLearners learners,
            FindNearMatches nearMatches,
            WriteStage write,
            JdbcOperations batches,
            JdbcClient jdbc) {
        this.learners = learners;
        this.nearMatches = nearMatches;
        this.write = write;
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /**
     * What holds for all units of an import.
     *
     * @param populated whether there was any learner when staging began; if not, none is looked for. One that appears
     *     meanwhile is met when the rows are applied.
     * @param leadingZeros whether ids begin with a zero
     */
    public record Staging(SisImport subject, boolean populated, boolean leadingZeros) {}

    /** Looks at what the organization has, before its first unit is staged. */
    public Staging begin(SisImport subject) {
        return new Staging(
                subject, learners.any(subject.organizationId(), ""), learners.any(subject.organizationId(), "0"));
    }

    /** Stages the rows of a unit, in the transaction that notes the unit itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(Staging staging, RosterUnit unit) {
        SisImport subject = staging.subject();
        Map<String, LiveLearner> live = staging.populated() ? live(subject, unit) : Map.of();
        List<StagedRow> rows = new ArrayList<>(unit.rows().size());
        List<PlacedProblem> problems = new ArrayList<>();
        var rule = new DecideRows(subject);
        long unnamed = 0;
        for (RosterRow row : unit.rows()) {
            String key = row.key();
            unnamed += key == null ? 1 : 0;
            StagedRow staged = row.rejected() || key == null
                    ? new StagedRow(row, new Decision(RowAction.REJECTED, null, null, null, 0, 0, 0))
                    : new StagedRow(row, rule.decide(row, live.get(key)));
            if (staged.matters()) {
                rows.add(staged);
            }
            RowProblem.Code refusal = staged.decision().refusal();
            if (refusal != null) {
                problems.add(new PlacedProblem(staged.place(), refusal.error(null)));
            }
        }
        if (staging.leadingZeros()) {
            problems.addAll(nearMatches.of(subject.organizationId(), rows));
        }
        write.rows(subject.id(), rows);
        write.problems(subject.id(), unit.rows(), problems);
        write.contests(subject.id(), contests(staging, unit, rows));
        if (subject.options().mode() == ImportOptions.Mode.FULL) {
            noteSeen(subject.id(), live);
        }
        noteUnit(subject.id(), unit, rows.size(), unnamed);
    }

    private Map<String, LiveLearner> live(SisImport subject, RosterUnit unit) {
        return learners.byKey(
                subject.organizationId(),
                unit.rows().stream()
                        .map(RosterRow::key)
                        .filter(Objects::nonNull)
                        .toList());
    }

    private List<ContestRow> contests(Staging staging, RosterUnit unit, List<StagedRow> rows) {
        List<ContestRow> contests = new ArrayList<>();
        for (RosterUnit.Repeat repeat : unit.repeats()) {
            contests.add(new ContestRow(repeat.kind(), repeat.row(), repeat.firstRow(), null, null));
        }
        if (staging.populated()) {
            List<String> taken = rows.stream()
                    .map(row -> row.decision().takes())
                    .filter(Objects::nonNull)
                    .toList();
            Map<String, Long> holders = learners.holders(staging.subject().organizationId(), taken);
            for (StagedRow row : rows) {
                String takes = row.decision().takes();
                String said = unit.rows()
                        .get((int) (row.place().row() - unit.firstRow()))
                        .loginKey();
                contests.addAll(WriteStage.contests(row, said, takes == null ? null : holders.get(takes)));
            }
        }
        return contests;
    }

    /** Two units may name one learner at the same time; he is seen once. */
    private void noteSeen(long importId, Map<String, LiveLearner> live) {
        List<Long> ids = live.values().stream().map(LiveLearner::id).sorted().toList();
        batches.batchUpdate(
                "insert into sis_seen (import_id, learner_id) values (?, ?) on duplicate key update learner_id = learner_id",
                ids,
                Math.max(1, ids.size()),
                (insert, id) -> {
                    insert.setLong(1, importId);
                    insert.setLong(2, id);
                });
    }

    private void noteUnit(long importId, RosterUnit unit, long staged, long unnamed) {
        jdbc.sql("""
                        insert into sis_unit (import_id, first_row, last_row, byte_offset, line_no, blank_before, byte_end,
                                              blank_end, staged, unnamed)
                        values (:import, :first, :last, :offset, :line, :blank, :end, :blankEnd, :staged, :unnamed)
                        """)
                .param("import", importId)
                .param("first", unit.firstRow())
                .param("last", unit.lastRow())
                .param("offset", unit.start().byteOffset())
                .param("line", unit.start().line())
                .param("blank", unit.start().blankLines())
                .param("end", unit.end().byteOffset())
                .param("blankEnd", unit.end().blankLines())
                .param("staged", staged)
                .param("unnamed", unnamed)
                .update();
    }
}
