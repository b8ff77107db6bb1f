package dev.orgworks.domain.sis;

import dev.orgworks.domain.ConflictException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds out whether a plan that waited still fits the learners: each is as he was when his row was compared with him, nobody
 * has an id that is to be created, and a login that is to be taken is free, or another row of the plan frees it. Then what is
 * applied is what the plan shows.
 *
 * <p>How the tables are joined is said, for the reason that {@link ApplyImport} gives.
 */
@Component
public class CheckPlan {

    private static final String ROWS = """
            where s.import_id = :import and s.row_no >= :first and s.row_no <= :last
            """;

    private static final String CHANGED = """
            select s.row_no, l.external_id from sis_stage s force index (primary)
            left join learner l force index (primary) on l.id = s.learner_id
            """ + ROWS + """
             and s.action in ('UPDATE', 'SUSPEND', 'REMOVE') and not (l.version <=> s.learner_version)
            order by s.row_no limit 1
            """;

    private static final String CREATED = """
            select s.row_no, l.external_id from sis_stage s force index (primary)
            straight_join learner l force index (learner_external_key)
                  on l.organization_id = :organization and l.external_key = s.external_key
            """ + ROWS + """
             and s.action = 'CREATE'
            order by s.row_no limit 1
            """;

    private static final String TAKEN = """
            select s.row_no, l.external_id from sis_stage s force index (primary)
            straight_join learner l force index (learner_login_key)
                  on l.organization_id = :organization and l.login_key = s.login_key and l.id <> coalesce(s.learner_id, 0)
            left join sis_contest g force index (sis_contest_learner)
                  on s.moves <> 0 and g.import_id = s.import_id and g.kind = 'GIVES' and g.another_learner = l.id
            """ + ROWS + """
             and s.action in ('CREATE', 'UPDATE', 'SUSPEND') and g.row_no is null
            order by s.row_no limit 1
            """;

    private final JdbcClient jdbc;
    private final FindUnits units;

    CheckPlan(JdbcClient jdbc, FindUnits units) {
        this.jdbc = jdbc;
        this.units = units;
    }

    /**
     * Checks the whole plan, range by range: no statement looks at more rows than one transaction applies.
     *
     * @throws ConflictException {@code PLAN_STALE}, naming the first learner found who makes it so
     */
    public void check(SisImport subject) {
        units.ranges(subject).forEach(range -> check(subject, range));
    }

    /** Checks the rows of a range. */
    public void check(SisImport subject, RowRange range) {
        refuse(subject, range, CHANGED, "was changed");
        refuse(subject, range, CREATED, "was created");
        refuse(subject, range, TAKEN, "took the login that is meant for somebody else");
    }

    private void refuse(SisImport subject, RowRange range, String rows, String what) {
        jdbc.sql(rows)
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .param("first", range.first())
                .param("last", range.last())
                .query((rs, index) -> {
                    String id = rs.getString("external_id");
                    return id == null
                            ? "the learner of row " + rs.getLong("row_no") + " is gone"
                            : "the learner " + id + " " + what + " (row " + rs.getLong("row_no") + ")";
                })
                .optional()
                .ifPresent(why -> {
                    throw new ConflictException(
                            "PLAN_STALE",
                            "The plan is outgrown: " + why + " since it was made. Nothing of it was applied; upload"
                                    + " the file again for a plan of the present state");
                });
    }
}
