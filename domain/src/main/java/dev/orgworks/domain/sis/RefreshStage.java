package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Decides rows again whose learners, ids or logins are no longer as they were when the rows were compared. */
@Component
class RefreshStage {

    private static final String ROWS = """
            where s.import_id = :import and s.row_no >= :first and s.row_no <= :last and s.moves = :moves
            """;

    /** Learners that changed or are gone. */
    private static final String OUTGROWN =
            """
            select s.row_no from sis_stage s force index (primary)
            left join learner l force index (primary) on l.id = s.learner_id
            """ + ROWS + " and s.action in ('UPDATE', 'SUSPEND', 'REMOVE') and not (l.version <=> s.learner_version)";

    /** Learners to be created that somebody created. */
    private static final String CREATED = """
            select s.row_no from sis_stage s force index (primary)
            straight_join learner l force index (learner_external_key)
                  on l.organization_id = :organization and l.external_key = s.external_key
            """ + ROWS + " and s.action = 'CREATE'";

    /** Logins that another learner has. */
    private static final String TAKEN = """
            select s.row_no from sis_stage s force index (primary)
            straight_join learner l force index (learner_login_key)
                  on l.organization_id = :organization and l.login_key = s.login_key and l.id <> coalesce(s.learner_id, 0)
            """ + ROWS + " and s.action in ('CREATE', 'UPDATE', 'SUSPEND')";

    private final JdbcClient jdbc;
    private final DecideAgain again;
    private final SettleLogins logins;
    private final LiveLearners learners;
    private final WriteStage write;

    RefreshStage(JdbcClient jdbc, DecideAgain again, SettleLogins logins, LiveLearners learners, WriteStage write) {
        this.jdbc = jdbc;
        this.again = again;
        this.logins = logins;
        this.learners = learners;
        this.write = write;
    }

    /** Stages such rows of a range anew, under locks of their learners. */
    void refresh(SisImport subject, RowRange range, boolean moves) {
        var numbers = new TreeSet<Long>();
        for (String rows : List.of(OUTGROWN, CREATED, TAKEN)) {
            numbers.addAll(jdbc.sql(rows)
                    .param("organization", subject.organizationId())
                    .param("import", subject.id())
                    .param("first", range.first())
                    .param("last", range.last())
                    .param("moves", moves ? 1 : 0)
                    .query(Long.class)
                    .list());
        }
        long rows = subject.counts().rows();
        again.stageAgain(subject, List.copyOf(numbers.headSet(rows, true)));
        missingAgain(subject, List.copyOf(numbers.tailSet(rows, false)));
        logins.settle(subject.id());
        if (moves) {
            keepTogether(subject, numbers);
        }
    }

    /** Rows that moved together still do, also where they need not any more: no range comes by for them. */
    private void keepTogether(SisImport subject, Set<Long> numbers) {
        if (!numbers.isEmpty()) {
            jdbc.sql("update sis_stage set moves = 1 where import_id = :import and row_no in (:rows)")
                    .param("import", subject.id())
                    .param("rows", numbers)
                    .update();
        }
    }

    /** Learners whom the roster does not name: their rows stand nowhere in the file. */
    private void missingAgain(SisImport subject, List<Long> numbers) {
        LearnerStatus become = FindMissing.become(subject);
        if (numbers.isEmpty() || become == null) {
            return;
        }
        Map<Long, Long> rows = new TreeMap<>();
        jdbc.sql("select learner_id, row_no from sis_stage where import_id = :import and row_no in (:rows)")
                .param("import", subject.id())
                .param("rows", numbers)
                .query(rs -> {
                    rows.put(rs.getLong("learner_id"), rs.getLong("row_no"));
                });
        var rule = new DecideRows(subject);
        var nothing = new Decision(RowAction.UNCHANGED, null, null, null, 0, 0, 0);
        List<StagedRow> staged = new ArrayList<>();
        for (LiveLearner live : learners.lockById(rows.keySet())) {
            Decision decision = rule.missing(live, become);
            staged.add(new StagedRow(
                    new Position(0, 0, Objects.requireNonNull(rows.get(live.id())), 0),
                    live.key(),
                    decision == null ? nothing : decision));
        }
        write.settle(subject.id(), staged, List.of());
        write.contests(
                subject.id(),
                staged.stream()
                        .flatMap(row -> WriteStage.contests(row, null, null).stream())
                        .toList());
    }
}
