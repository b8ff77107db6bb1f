package dev.orgworks.domain.metrics;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The first thing of a rollup: moves the watermark to today, before any fact is read, and takes up all that is to be done.
 *
 * <p>Days are open that are new, that were the last one, whose facts changed, or that an earlier rollup left; all of them, when the
 * organization moved to another zone.
 */
@Component
public class BeginRollup {

    private final JdbcClient jdbc;
    private final LockWatermark watermarks;
    private final OpenDays open;
    private final InstantSource clock;

    BeginRollup(JdbcClient jdbc, LockWatermark watermarks, OpenDays open, InstantSource clock) {
        this.jdbc = jdbc;
        this.watermarks = watermarks;
        this.open = open;
        this.clock = clock;
    }

    /** In a transaction of its own, since whoever changes facts of the organization waits for its end. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(UUID runId, long organizationId) {
        Watermark before = watermarks.exclusive(organizationId);
        ZoneId zone = jdbc.sql("select time_zone from organization where id = :organization")
                .param("organization", organizationId)
                .query((rs, rowNumber) -> ZoneId.of(rs.getString("time_zone")))
                .single();
        LocalDays days = new LocalDays(zone);
        LocalDate today = days.of(clock.instant());
        jdbc.sql("""
                        update metric_watermark set time_zone = :zone, through_day = :today, run_id = :run
                        where organization_id = :organization
                        """)
                .param("zone", zone.getId())
                .param("today", today)
                .param("run", BinaryUuid.bytes(runId))
                .param("organization", organizationId)
                .update();
        open.takeUp(organizationId);
        open.calendar(organizationId, days, first(organizationId, days, today), today, since(before, zone));
    }

    /** From which day on facts are new; null: all of them are. */
    private static @Nullable LocalDate since(Watermark before, ZoneId zone) {
        return zone.equals(before.zone()) ? before.through() : null;
    }

    /** The day of the first fact, unless there is none until today. */
    private Optional<LocalDate> first(long organizationId, LocalDays days, LocalDate today) {
        return jdbc
                .sql("""
                        select (select min(opened_at) from support_conversation where organization_id = :organization) as opened,
                               (select min(created_at) from support_ticket where organization_id = :organization) as made,
                               (select min(resolved_at) from support_ticket where organization_id = :organization) as resolved
                        """)
                .param("organization", organizationId)
                .query((rs, rowNumber) -> Stream.of(
                                Optional.ofNullable(rs.getTimestamp("opened")),
                                Optional.ofNullable(rs.getTimestamp("made")),
                                Optional.ofNullable(rs.getTimestamp("resolved")))
                        .flatMap(Optional::stream)
                        .map(Timestamp::toInstant)
                        .toList())
                .single()
                .stream()
                .map(days::of)
                .min(LocalDate::compareTo)
                .filter(first -> !first.isAfter(today));
    }
}
