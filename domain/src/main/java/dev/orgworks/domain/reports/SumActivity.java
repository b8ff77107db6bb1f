package dev.orgworks.domain.reports;

import dev.orgworks.domain.activity.ActivityKind;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds facts up, each once: those behind the last one that was, in the transaction that says so. Numbers of facts come into sight in
 * their order, so none is passed over.
 */
@Component
public class SumActivity {

    /** Facts of one transaction. */
    private static final int PART = 20_000;

    private static final String THESE = "f.organization_id = :organization and f.id > :behind and f.id <= :upTo";

    private static final String QUARTERS = """
            insert into summary_quarter (organization_id, quarter, kind, n, amount)
            select f.organization_id, %s as fact_quarter, f.kind, count(*), coalesce(sum(f.value), 0)
            from learner_activity f where %s group by fact_quarter, f.kind
            on duplicate key update n = summary_quarter.n + values(n), amount = summary_quarter.amount + values(amount)
            """.formatted(SummaryQuarters.of("f.at"), THESE);

    private static final String LEARNERS = """
            insert into summary_learner (organization_id, learner_id, events, last_activity_at)
            select f.organization_id, f.learner_id, count(*), max(f.at)
            from learner_activity f where %s group by f.learner_id
            on duplicate key update events = summary_learner.events + values(events),
                                    last_activity_at = greatest(summary_learner.last_activity_at, values(last_activity_at))
            """.formatted(THESE);

    /** The assignments are made in their order: what the row says of its instant holds until the end. */
    private static final String COURSES = """
            insert into summary_course (organization_id, learner_id, course, progress, at, fact_id)
            select organization_id, learner_id, course, value, at, id
            from (select f.organization_id, f.learner_id, f.course, f.value, f.at, f.id,
                         row_number() over (partition by f.learner_id, f.course order by f.at desc, f.id desc) as place
                  from learner_activity f where %s and f.kind = 'PROGRESS') told
            where place = 1
            on duplicate key update
                progress = if(values(at) >= summary_course.at, values(progress), summary_course.progress),
                fact_id = if(values(at) >= summary_course.at, values(fact_id), summary_course.fact_id),
                at = greatest(summary_course.at, values(at))
            """.formatted(THESE);

    private static final String PROGRESS = """
            update summary_learner l
            join (select c.learner_id, round(avg(c.progress), 2) as progress, count(*) as courses
                  from (select distinct f.learner_id from learner_activity f where %s and f.kind = 'PROGRESS') touched
                  join summary_course c on c.organization_id = :organization and c.learner_id = touched.learner_id
                  group by c.learner_id) p on p.learner_id = l.learner_id
            set l.progress = p.progress, l.courses = p.courses
            where l.organization_id = :organization
            """.formatted(THESE);

    private final JdbcClient jdbc;
    private final LockSummary lock;
    private final WriteSummaryDays days;
    private final InstantSource clock;

    SumActivity(JdbcClient jdbc, LockSummary lock, WriteSummaryDays days, InstantSource clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.days = days;
        this.clock = clock;
    }

    /** Notes that a rollup begins. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(long organizationId) {
        lock.lock(organizationId);
        jdbc.sql("update summary_state set begun_at = :now where organization_id = :organization")
                .param("now", Timestamp.from(clock.instant()))
                .param("organization", organizationId)
                .update();
    }

    /** The last fact that can be seen; 0: there is none. */
    public long last(long organizationId) {
        return jdbc.sql("select last_id from activity_sequence where organization_id = :organization")
                .param("organization", organizationId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Up to where the next transaction adds up.
     *
     * @param last the last fact that is to be
     * @return empty: it was
     */
    public Optional<Long> next(long organizationId, long last) {
        long through = jdbc.sql("select facts_through from summary_state where organization_id = :organization")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
        return through >= last ? Optional.empty() : Optional.of(Math.min(last, through + PART));
    }

    /**
     * Adds up the facts that were not, up to one.
     *
     * @return how many these were
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long upTo(long organizationId, long upTo) {
        LockSummary.State state = lock.lock(organizationId);
        long behind = state.factsThrough();
        if (behind >= upTo) {
            return 0;
        }
        days.add(organizationId, figures(organizationId, behind, upTo, new SummaryQuarters(state.daysOf())));
        for (String sql : new String[] {QUARTERS, LEARNERS, COURSES, PROGRESS}) {
            these(sql, organizationId, behind, upTo).update();
        }
        jdbc.sql("update summary_state set facts_through = :upTo where organization_id = :organization")
                .param("upTo", upTo)
                .param("organization", organizationId)
                .update();
        return upTo - behind;
    }

    private SummaryFigures figures(long organizationId, long behind, long upTo, SummaryQuarters quarters) {
        SummaryFigures figures = new SummaryFigures();
        these("""
                        select %s as quarter, f.kind, count(*) as n, coalesce(sum(f.value), 0) as amount
                        from learner_activity f where %s group by quarter, f.kind
                        """.formatted(SummaryQuarters.of("f.at"), THESE), organizationId, behind, upTo)
                .query(rs -> {
                    figures.add(
                            quarters.day(rs.getLong("quarter")),
                            SummaryMeasure.of(ActivityKind.valueOf(rs.getString("kind"))),
                            rs.getLong("n"),
                            rs.getBigDecimal("amount"));
                });
        return figures;
    }

    private JdbcClient.StatementSpec these(String sql, long organizationId, long behind, long upTo) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("behind", behind)
                .param("upTo", upTo);
    }
}
