package dev.orgworks.domain.jobs;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends the pauses that end by themselves, once their time has come. What was due before that instant is not made up for; what
 * is due since, {@link FireSchedules} sees to, however late this is noticed. Others may do the same at the same time.
 */
@Component
public class ResumeSchedules {

    private static final int AT_ONCE = 500;
    private static final Actor SCHEDULER = new Actor("scheduler", null, null);

    private final JdbcClient jdbc;
    private final FindSchedules schedules;
    private final WriteSchedule write;
    private final RecordAudit audit;
    private final InstantSource clock;

    ResumeSchedules(
            JdbcClient jdbc, FindSchedules schedules, WriteSchedule write, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.write = write;
        this.audit = audit;
        this.clock = clock;
    }

    /** Answers whether there may be more, since that was as much as goes into one transaction. */
    @Transactional
    public boolean resume() {
        Instant now = clock.instant();
        List<UUID> over = over(now);
        schedules.byIds(over).forEach(paused -> {
            Instant ended = Objects.requireNonNull(
                    Objects.requireNonNull(paused.pause()).resumeAt());
            Schedule resumed = paused.resumed(ended, now);
            write.write(resumed);
            audit.record(
                    SCHEDULER,
                    new AuditEntry(
                            resumed.organizationId(),
                            "schedule.resumed",
                            "schedule",
                            resumed.id(),
                            paused.told(),
                            resumed.told()));
        });
        return over.size() == AT_ONCE;
    }

    private List<UUID> over(Instant now) {
        return jdbc.sql("""
                        select id from job_schedule s
                        where resume_at <= :now
                          and not exists (select 1 from organization o where o.id = s.organization_id and o.deleted_at is not null)
                        order by resume_at, id limit :limit for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .list();
    }
}
