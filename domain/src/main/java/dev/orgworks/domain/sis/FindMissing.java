package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.sis.ImportOptions.OnMissing;
import dev.orgworks.domain.sis.WriteStage.ContestRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the learners whom a full roster does not name, and stages what becomes of them behind the file's rows. */
@Component
public class FindMissing {

    private static final int LEARNERS = 2_000;

    private final JdbcClient jdbc;
    private final LiveLearners learners;
    private final WriteStage write;

    FindMissing(JdbcClient jdbc, LiveLearners learners, WriteStage write) {
        this.jdbc = jdbc;
        this.learners = learners;
        this.write = write;
    }

    /**
     * Learners to look through, by id; none when nobody is looked for.
     *
     * @param after the id of the last learner looked at; null at the beginning
     */
    public List<Long> candidates(SisImport subject, @Nullable Long after) {
        LearnerStatus become = become(subject);
        if (become == null) {
            return List.of();
        }
        List<LearnerStatus> before = become == LearnerStatus.SUSPENDED
                ? List.of(LearnerStatus.ACTIVE)
                : List.of(LearnerStatus.ACTIVE, LearnerStatus.SUSPENDED);
        // the index by status has the ids of each status in order
        return before.stream()
                .flatMap(status -> jdbc
                        .sql("""
                                select id from learner force index (learner_status)
                                where organization_id = :organization and status = :status and id > :after
                                order by id limit :limit
                                """)
                        .param("organization", subject.organizationId())
                        .param("status", status.name())
                        .param("after", after == null ? 0 : after)
                        .param("limit", LEARNERS)
                        .query(Long.class)
                        .list()
                        .stream())
                .sorted()
                .limit(LEARNERS)
                .toList();
    }

    /**
     * Stages those of {@link #candidates} whom the roster does not name. Those whose status was set by hand stay as they
     * are, unless the import overrides that.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(SisImport subject, List<Long> candidates) {
        LearnerStatus become = become(subject);
        List<Long> missing = unseen(subject.id(), candidates);
        if (become == null || missing.isEmpty()) {
            return;
        }
        var rule = new DecideRows(subject);
        long number = lastRow(subject.id());
        List<StagedRow> rows = new ArrayList<>();
        List<ContestRow> contests = new ArrayList<>();
        for (LiveLearner learner : learners.byId(missing)) {
            Decision decision = rule.missing(learner, become);
            if (decision != null) {
                var row = new StagedRow(new Position(0, 0, ++number, 0), learner.key(), decision);
                rows.add(row);
                contests.addAll(WriteStage.contests(row, null, null));
            }
        }
        write.rows(subject.id(), rows);
        write.contests(subject.id(), contests);
    }

    private List<Long> unseen(long importId, List<Long> candidates) {
        Set<Long> seen = new HashSet<>(jdbc.sql("""
                        select learner_id from sis_seen
                        where import_id = :import and learner_id >= :first and learner_id <= :last
                        """)
                .param("import", importId)
                .param("first", candidates.get(0))
                .param("last", candidates.get(candidates.size() - 1))
                .query(Long.class)
                .list());
        return candidates.stream().filter(id -> !seen.contains(id)).toList();
    }

    /** What learners become whom the roster does not name; null: they are left alone. */
    static @Nullable LearnerStatus become(SisImport subject) {
        OnMissing onMissing = subject.options().onMissing();
        return switch (onMissing) {
            case SUSPEND -> LearnerStatus.SUSPENDED;
            case DELETE -> LearnerStatus.REMOVED;
            case KEEP -> null;
        };
    }

    /** Of the file, or of the learners staged behind it. */
    private long lastRow(long importId) {
        return jdbc.sql("""
                        select greatest((select coalesce(max(last_row), 0) from sis_unit where import_id = :import),
                                        (select coalesce(max(row_no), 0) from sis_stage where import_id = :import))
                        """).param("import", importId).query(Long.class).single();
    }
}
