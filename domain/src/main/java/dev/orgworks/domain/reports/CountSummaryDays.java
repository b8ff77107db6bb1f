package dev.orgworks.domain.reports;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts what happened on each day of an organization. */
@Component
class CountSummaryDays {

    /** Quarters of an hour that are read at a time: those of three months. */
    private static final long QUARTERS = 96L * 92;

    /** A measure's counts by quarter of an hour. */
    private static final List<String> COUNTS = List.of(
            """
            select 'LEARNERS.JOINED' as measure, %s as quarter, count(*) as n
            from learner where organization_id = :organization group by quarter
            """.formatted(SummaryQuarters.of("created_at")),
            """
            select 'INVITES.SENT' as measure, %s as quarter, count(*) as n
            from organization_invite where organization_id = :organization group by quarter
            """.formatted(SummaryQuarters.of("created_at")),
            """
            select concat('INVITES.', state) as measure, %s as quarter, count(*) as n
            from organization_invite
            where organization_id = :organization and state <> 'PENDING' and ended_at is not null
            group by measure, quarter
            """.formatted(SummaryQuarters.of("ended_at")),
            """
            select 'INVITES.EXPIRED' as measure, %s as quarter, count(*) as n
            from organization_invite
            where organization_id = :organization and state = 'PENDING' and expires_at <= :now
            group by quarter
            """.formatted(SummaryQuarters.of("expires_at")),
            """
            select concat('IMPORTS.', state) as measure, %s as quarter, count(*) as n
            from sis_import where organization_id = :organization group by measure, quarter
            """.formatted(SummaryQuarters.of("coalesce(finished_at, created_at)")),
            rows("CREATED"),
            rows("UPDATED"),
            rows("SUSPENDED"),
            rows("REMOVED"),
            """
            select 'CLAIMS' as measure, %s as quarter, count(*) as n
            from license_claim where organization_id = :organization group by quarter
            """.formatted(SummaryQuarters.of("claimed_at")));

    /** What completed imports did to learners. */
    private static String rows(String done) {
        return """
                select 'IMPORT_ROWS.%s' as measure, %s as quarter, sum(rows_%s) as n
                from sis_import
                where organization_id = :organization and state = 'COMPLETED'
                group by quarter having n > 0
                """.formatted(
                        done, SummaryQuarters.of("coalesce(finished_at, created_at)"), done.toLowerCase(Locale.ROOT));
    }

    private final JdbcClient jdbc;
    private final WriteSummaryDays write;

    CountSummaryDays(JdbcClient jdbc, WriteSummaryDays write) {
        this.jdbc = jdbc;
        this.write = write;
    }

    /** Counts all but activity. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void count(long organizationId, ZoneId zone, Instant now) {
        SummaryQuarters quarters = new SummaryQuarters(zone);
        SummaryFigures figures = new SummaryFigures();
        for (String sql : COUNTS) {
            jdbc.sql(sql)
                    .param("organization", organizationId)
                    .param("now", Timestamp.from(now))
                    .query(rs -> {
                        figures.add(quarters.day(rs.getLong("quarter")), rs.getString("measure"), rs.getLong("n"));
                    });
        }
        write.replace(organizationId, figures, measure -> !measure.startsWith(SummaryMeasure.ACTIVITY));
    }

    /** Puts activity on the days of another zone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void moveActivity(long organizationId, ZoneId zone) {
        SummaryQuarters quarters = new SummaryQuarters(zone);
        SummaryFigures figures = new SummaryFigures();
        long[] range = jdbc.sql("""
                        select coalesce(min(quarter), 0) as first, coalesce(max(quarter), -1) as last
                        from summary_quarter where organization_id = :organization
                        """)
                .param("organization", organizationId)
                .query((rs, rowNumber) -> new long[] {rs.getLong("first"), rs.getLong("last")})
                .single();
        for (long from = range[0]; from <= range[1]; from += QUARTERS) {
            jdbc.sql("""
                            select quarter, kind, n, amount from summary_quarter
                            where organization_id = :organization and quarter >= :from and quarter < :to
                            """)
                    .param("organization", organizationId)
                    .param("from", from)
                    .param("to", from + QUARTERS)
                    .query(rs -> {
                        figures.add(
                                quarters.day(rs.getLong("quarter")),
                                SummaryMeasure.ACTIVITY + rs.getString("kind"),
                                rs.getLong("n"),
                                rs.getBigDecimal("amount"));
                    });
        }
        write.replace(organizationId, figures, measure -> measure.startsWith(SummaryMeasure.ACTIVITY));
    }
}
