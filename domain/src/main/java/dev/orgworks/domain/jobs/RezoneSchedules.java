package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Computes the next instants anew of schedules whose organization moved to another zone, whoever wrote that. What was due
 * before it was noticed, {@link FireSchedules} sees to.
 */
@Component
public class RezoneSchedules {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final FindSchedules schedules;
    private final InstantSource clock;

    RezoneSchedules(JdbcClient jdbc, FindSchedules schedules, InstantSource clock) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.clock = clock;
    }

    /** Answers whether there may be more, since that was as much as goes into one transaction. */
    @Transactional
    public boolean rezone() {
        Instant now = clock.instant();
        List<UUID> moved = moved(now);
        schedules
                .byIds(locked(moved))
                .forEach(schedule -> jdbc.sql("""
                        update job_schedule set next_at = :next, computed_zone = :zone where id = :id
                        """)
                        .param(
                                "next",
                                schedule.nextRuns()
                                        .after(now)
                                        .map(NextRun::at)
                                        .map(Timestamp::from)
                                        .orElse(null))
                        .param("zone", schedule.zone().getId())
                        .param("id", BinaryUuid.bytes(schedule.id()))
                        .update());
        return moved.size() == AT_ONCE;
    }

    private List<UUID> moved(Instant now) {
        return jdbc.sql("""
                        select s.id from job_schedule s join organization o on o.id = s.organization_id
                        where s.time_zone is null and s.computed_zone <> o.time_zone and s.next_at > :now limit :limit
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
    }

    private List<UUID> locked(List<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select id from job_schedule where id in (:ids) and next_at is not null for update")
                .param("ids", ids.stream().map(BinaryUuid::bytes).toList())
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
    }
}
