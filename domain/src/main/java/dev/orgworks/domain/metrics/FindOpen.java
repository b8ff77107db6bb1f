package dev.orgworks.domain.metrics;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.database.BinaryUuid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what a rollup has at work, in units of one transaction; the same whenever it is asked until the rollup ends. */
@Component
public class FindOpen {

    /** Open days of one week. */
    public record Days(List<LocalDate> days) {}

    /**
     * Open periods that start in one quarter.
     *
     * @param from the quarter's first day
     * @param to its last day
     * @param year whether it is the last quarter of its year that has any, and the year is written with it
     */
    public record Periods(LocalDate from, LocalDate to, boolean year) {}

    private static final int FEW = 14;

    private final JdbcClient jdbc;

    FindOpen(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a rollup that begins now has so few days to read that several threads would cost it more than they save. */
    public boolean isLittle(long organizationId) {
        return jdbc.sql("""
                        select (select count(distinct day) from metric_dirty_day where organization_id = :organization)
                               + (select count(*) from metric_open_day where organization_id = :organization) <= :few
                        from metric_watermark w join organization o on o.id = w.organization_id
                        where w.organization_id = :organization and w.time_zone = o.time_zone and w.through_day is not null
                        """)
                .param("organization", organizationId)
                .param("few", FEW)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * The open days, by week.
     *
     * @throws ConflictException when a later rollup took them up
     */
    public List<Days> days(UUID runId, long organizationId) {
        check(runId, organizationId);
        return days(organizationId).stream()
                .collect(Collectors.groupingBy(Period.WEEK::start, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(Days::new)
                .toList();
    }

    /**
     * The open periods, by quarter, in the order of time.
     *
     * @throws ConflictException when a later rollup took them up
     */
    public List<Periods> periods(UUID runId, long organizationId) {
        check(runId, organizationId);
        NavigableSet<LocalDate> quarters = new TreeSet<>();
        jdbc.sql("select distinct starts_on from metric_open_period where organization_id = :organization")
                .param("organization", organizationId)
                .query(LocalDate.class)
                .list()
                .forEach(start -> quarters.add(Period.QUARTER.start(start)));
        List<Periods> periods = new ArrayList<>();
        for (LocalDate quarter : quarters) {
            LocalDate behind = quarters.higher(quarter);
            periods.add(new Periods(
                    quarter,
                    Period.QUARTER.next(quarter).minusDays(1),
                    behind == null || behind.getYear() > quarter.getYear()));
        }
        return periods;
    }

    private List<LocalDate> days(long organizationId) {
        return jdbc.sql("select day from metric_open_day where organization_id = :organization order by day")
                .param("organization", organizationId)
                .query(LocalDate.class)
                .list();
    }

    private void check(UUID runId, long organizationId) {
        boolean own = jdbc.sql("select run_id from metric_watermark where organization_id = :organization")
                .param("organization", organizationId)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("run_id")))
                .single()
                .equals(runId);
        if (!own) {
            throw new ConflictException(
                    "ROLLUP_SUPERSEDED",
                    "A later rollup of the organization took up what this one left; there is nothing to restart");
        }
    }
}
