package dev.orgworks.domain.metrics;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/** Opens days, and the periods that depend on them, for the rollup that begins. */
@Component
class OpenDays {

    private final NamedParameterJdbcOperations jdbc;

    OpenDays(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes up the notes of those who changed facts. */
    void takeUp(long organizationId) {
        Map<String, Object> organization = Map.of("organization", organizationId);
        jdbc.update("""
                insert ignore into metric_open_day (organization_id, day)
                select distinct organization_id, day from metric_dirty_day where organization_id = :organization
                """, organization);
        jdbc.update("delete from metric_dirty_day where organization_id = :organization", organization);
    }

    /**
     * Makes the organization's calendar reach from the day of its first fact to today, and opens the days that come, those that go,
     * and those that are new.
     *
     * @param first the day of the first fact; empty: there are no facts
     * @param since from which day on facts are new; null: all days begin and end elsewhere than they did, or there were none
     */
    void calendar(
            long organizationId,
            LocalDays days,
            Optional<LocalDate> first,
            LocalDate today,
            @Nullable LocalDate since) {
        NavigableSet<LocalDate> were = days(organizationId, "metric_day");
        NavigableSet<LocalDate> are = new TreeSet<>();
        first.ifPresent(
                from -> from.datesUntil(today.plusDays(1)).filter(days::exists).forEach(are::add));
        NavigableSet<LocalDate> open = new TreeSet<>(were);
        open.addAll(are);
        NavigableSet<LocalDate> made = new TreeSet<>(are);
        if (since == null) {
            jdbc.update(
                    "delete from metric_day where organization_id = :organization",
                    Map.of("organization", organizationId));
        } else {
            open.removeIf(day -> day.isBefore(since) && were.contains(day) && are.contains(day));
            made.removeAll(were);
            were.removeAll(are);
            delete(organizationId, were);
        }
        insertDays(organizationId, days, made);
        insertOpen(organizationId, open);
        periods(organizationId, days, are);
    }

    /** Opens the periods that hold open days, and those behind them, whose trend depends on them. */
    private void periods(long organizationId, LocalDays days, NavigableSet<LocalDate> calendar) {
        jdbc.update(
                "delete from metric_open_period where organization_id = :organization",
                Map.of("organization", organizationId));
        NavigableSet<LocalDate> open = days(organizationId, "metric_open_day");
        for (Period period : Period.values()) {
            NavigableSet<LocalDate> starts = new TreeSet<>();
            for (LocalDate day : open) {
                LocalDate start = period.start(day);
                if (starts.add(start)) {
                    LocalDate next = period == Period.DAY ? days.nextBehind(start) : period.next(start);
                    if (!calendar.isEmpty() && !next.isAfter(calendar.last())) {
                        starts.add(next);
                    }
                }
            }
            insertPeriods(organizationId, period, days, calendar, starts);
        }
    }

    private void insertPeriods(
            long organizationId,
            Period period,
            LocalDays days,
            NavigableSet<LocalDate> calendar,
            Collection<LocalDate> starts) {
        jdbc.batchUpdate(
                """
                insert into metric_open_period
                    (organization_id, period, starts_on, ends_on, before_on, last_day, period_start, period_end)
                values (:organization, :period, :starts, :ends, :before, :last, :start, :end)
                """,
                starts.stream()
                        .map(start -> {
                            LocalDate next = period.next(start);
                            LocalDate ends = days.lastUntil(next.minusDays(1));
                            LocalDate last = calendar.floor(ends);
                            return new MapSqlParameterSource()
                                    .addValue("organization", organizationId)
                                    .addValue("period", period.name())
                                    .addValue("starts", start)
                                    .addValue("ends", ends)
                                    .addValue("before", period.start(days.lastUntil(start.minusDays(1))))
                                    .addValue("last", last == null || last.isBefore(start) ? null : last)
                                    .addValue("start", Timestamp.from(days.begins(start)))
                                    .addValue(
                                            "end",
                                            Timestamp.from(days.begins(next).minusSeconds(1)));
                        })
                        .toArray(SqlParameterSource[]::new));
    }

    private void insertDays(long organizationId, LocalDays days, Collection<LocalDate> made) {
        jdbc.batchUpdate(
                """
                insert into metric_day (organization_id, day, begins_at, ends_at, ended_chats, active_chats)
                values (:organization, :day, :begins, :ends, 0, 0)
                """,
                made.stream()
                        .map(day -> new MapSqlParameterSource()
                                .addValue("organization", organizationId)
                                .addValue("day", day)
                                .addValue("begins", Timestamp.from(days.begins(day)))
                                .addValue("ends", Timestamp.from(days.begins(day.plusDays(1)))))
                        .toArray(SqlParameterSource[]::new));
    }

    private void insertOpen(long organizationId, Collection<LocalDate> open) {
        jdbc.batchUpdate(
                "insert ignore into metric_open_day (organization_id, day) values (:organization, :day)",
                rows(organizationId, open));
    }

    private void delete(long organizationId, Collection<LocalDate> gone) {
        jdbc.batchUpdate(
                "delete from metric_day where organization_id = :organization and day = :day",
                rows(organizationId, gone));
    }

    private static SqlParameterSource[] rows(long organizationId, Collection<LocalDate> days) {
        return days.stream()
                .map(day -> new MapSqlParameterSource()
                        .addValue("organization", organizationId)
                        .addValue("day", day))
                .toArray(SqlParameterSource[]::new);
    }

    private NavigableSet<LocalDate> days(long organizationId, String table) {
        List<LocalDate> days = jdbc.query(
                "select day from " + table + " where organization_id = :organization",
                Map.of("organization", organizationId),
                (rs, rowNumber) -> rs.getObject("day", LocalDate.class));
        return new TreeSet<>(days);
    }
}
