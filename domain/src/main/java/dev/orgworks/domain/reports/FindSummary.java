package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.invites.InviteState;
import dev.orgworks.domain.reports.FindSummaryCounts.Counts;
import dev.orgworks.domain.sis.ImportState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an organization's {@link Summary} from what was rolled up; its cost goes by the days of the range. */
@Component
public class FindSummary {

    /** How many periods a series may have. */
    public static final int MOST_POINTS = 400;

    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9998, 12, 31);

    /** The first day of the period that {@code day} is in. */
    private static final Map<SummaryPeriod, String> START = Map.of(
            SummaryPeriod.DAY, "day",
            SummaryPeriod.WEEK, "date_sub(day, interval weekday(day) day)",
            SummaryPeriod.MONTH, "date_sub(day, interval dayofmonth(day) - 1 day)",
            SummaryPeriod.QUARTER, "date_add(makedate(year(day), 1), interval quarter(day) - 1 quarter)",
            SummaryPeriod.YEAR, "makedate(year(day), 1)");

    private record Rolled(@Nullable Instant asOf, ZoneId zone) {

        static Rolled of(ResultSet rs, int rowNumber) throws SQLException {
            Timestamp asOf = rs.getTimestamp("as_of");
            return new Rolled(asOf == null ? null : asOf.toInstant(), ZoneId.of(rs.getString("time_zone")));
        }
    }

    private final JdbcClient jdbc;
    private final FindSummaryCounts counts;

    FindSummary(JdbcClient jdbc, FindSummaryCounts counts) {
        this.jdbc = jdbc;
        this.counts = counts;
    }

    /**
     * The figures of a range.
     *
     * @param from the first local day of the organization
     * @param to the last one
     * @throws InvalidInputException when the range ends before it begins, or has more than {@link #MOST_POINTS} periods
     */
    public Summary find(long organizationId, LocalDate from, LocalDate to, SummaryPeriod period) {
        NavigableMap<LocalDate, SummaryTotals> points = points(from, to, period);
        Rolled rolled = rolled(organizationId);
        read(organizationId, from, to, period, points);
        SummaryTotals all = new SummaryTotals();
        points.values().forEach(all::add);
        Counts now = counts.find(organizationId);
        return new Summary(
                organizationId,
                rolled.asOf(),
                rolled.zone(),
                from,
                to,
                period,
                now.learners(all.n(SummaryMeasure.JOINED)),
                now.seats(),
                new Summary.Invites(
                        all.n(SummaryMeasure.INVITES_SENT),
                        all.n(SummaryMeasure.of(InviteState.ACCEPTED)),
                        all.n(SummaryMeasure.of(InviteState.EXPIRED)),
                        all.n(SummaryMeasure.of(InviteState.REVOKED)),
                        all.n(SummaryMeasure.of(InviteState.BOUNCED)),
                        now.of(SummaryMeasure.INVITES_OPEN)),
                imports(all),
                new Summary.Claims(all.n(SummaryMeasure.CLAIMS), now.of(SummaryMeasure.WAITING)),
                activity(all),
                series(points, from, to, period));
    }

    private static NavigableMap<LocalDate, SummaryTotals> points(LocalDate from, LocalDate to, SummaryPeriod period) {
        if (to.isBefore(from)) {
            throw new InvalidInputException("to", "OUT_OF_RANGE", "to must not be before from");
        }
        if (from.isBefore(FIRST) || to.isAfter(LAST)) {
            throw new InvalidInputException("from", "OUT_OF_RANGE", "from and to must be days from " + FIRST + " on");
        }
        NavigableMap<LocalDate, SummaryTotals> points = new TreeMap<>();
        for (LocalDate start = period.start(from); !start.isAfter(to); start = period.next(start)) {
            points.put(start, new SummaryTotals());
            if (points.size() > MOST_POINTS) {
                throw new InvalidInputException(
                        "period",
                        "OUT_OF_RANGE",
                        "from %s to %s there are more than %d periods of a %s; ask for longer ones or for less time"
                                .formatted(from, to, MOST_POINTS, period));
            }
        }
        return points;
    }

    private Rolled rolled(long organizationId) {
        return jdbc.sql("""
                        select s.as_of, coalesce(s.time_zone, o.time_zone) as time_zone
                        from organization o left join summary_state s on s.organization_id = o.id
                        where o.id = :organization
                        """)
                .param("organization", organizationId)
                .query(Rolled::of)
                .single();
    }

    private void read(
            long organizationId,
            LocalDate from,
            LocalDate to,
            SummaryPeriod period,
            NavigableMap<LocalDate, SummaryTotals> points) {
        jdbc.sql("""
                        select %s as starts_on, measure, sum(n) as n, sum(amount) as amount
                        from summary_day
                        where organization_id = :organization and day between :from and :to
                        group by starts_on, measure
                        """.formatted(START.get(period)))
                .param("organization", organizationId)
                .param("from", from)
                .param("to", to)
                .query(rs -> {
                    SummaryTotals point = points.get(rs.getObject("starts_on", LocalDate.class));
                    if (point == null) {
                        throw new IllegalStateException("No " + period + " starts on " + rs.getString("starts_on"));
                    }
                    point.add(rs.getString("measure"), rs.getLong("n"), rs.getBigDecimal("amount"));
                });
    }

    private static Summary.Imports imports(SummaryTotals all) {
        Map<ImportState, Long> outcomes = new EnumMap<>(ImportState.class);
        long total = 0;
        for (ImportState state : ImportState.values()) {
            long imports = all.n(SummaryMeasure.of(state));
            if (imports > 0) {
                outcomes.put(state, imports);
                total += imports;
            }
        }
        return new Summary.Imports(
                total,
                outcomes,
                all.n(SummaryMeasure.ROWS_CREATED),
                all.n(SummaryMeasure.ROWS_UPDATED),
                all.n(SummaryMeasure.ROWS_SUSPENDED),
                all.n(SummaryMeasure.ROWS_REMOVED));
    }

    private static Summary.Activity activity(SummaryTotals all) {
        Map<ActivityKind, Long> kinds = kinds(all);
        long quizzes = all.n(SummaryMeasure.of(ActivityKind.QUIZ));
        BigDecimal scores = all.amount(SummaryMeasure.of(ActivityKind.QUIZ));
        return new Summary.Activity(
                kinds.values().stream().mapToLong(Long::longValue).sum(),
                kinds,
                all.amount(SummaryMeasure.of(ActivityKind.LESSON_COMPLETED)).setScale(2, RoundingMode.HALF_UP),
                quizzes == 0 ? null : scores.divide(BigDecimal.valueOf(quizzes), 2, RoundingMode.HALF_UP));
    }

    private static Map<ActivityKind, Long> kinds(SummaryTotals totals) {
        Map<ActivityKind, Long> kinds = new EnumMap<>(ActivityKind.class);
        for (ActivityKind kind : ActivityKind.values()) {
            kinds.put(kind, totals.n(SummaryMeasure.of(kind)));
        }
        return kinds;
    }

    private static List<Summary.Point> series(
            NavigableMap<LocalDate, SummaryTotals> points, LocalDate from, LocalDate to, SummaryPeriod period) {
        List<Summary.Point> series = new ArrayList<>();
        points.forEach((start, totals) -> {
            LocalDate end = period.next(start).minusDays(1);
            series.add(new Summary.Point(
                    start.isBefore(from) ? from : start,
                    end.isAfter(to) ? to : end,
                    kinds(totals),
                    totals.n(SummaryMeasure.JOINED),
                    totals.n(SummaryMeasure.INVITES_SENT),
                    totals.n(SummaryMeasure.of(InviteState.ACCEPTED)),
                    imports(totals).total(),
                    totals.n(SummaryMeasure.CLAIMS)));
        });
        return series;
    }
}
