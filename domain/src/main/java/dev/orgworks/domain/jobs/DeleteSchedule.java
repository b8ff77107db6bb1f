package dev.orgworks.domain.jobs;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.database.BinaryUuid;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes a schedule; the runs that came of it stay, and those that are queued still run. */
@Component
public class DeleteSchedule {

    private final JdbcClient jdbc;
    private final FindSchedules schedules;
    private final RecordAudit audit;

    DeleteSchedule(JdbcClient jdbc, FindSchedules schedules, RecordAudit audit) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.audit = audit;
    }

    /**
     * Deletes a schedule.
     *
     * @param expected which version of it
     * @return what it was
     * @throws NotFoundException when it is gone already
     * @throws dev.orgworks.domain.OutdatedException when it is not one of the versions that the caller expects
     */
    @Transactional
    public Schedule delete(Actor actor, Schedule seen, ExpectedVersion expected) {
        Schedule schedule = schedules.locked(seen.id());
        expected.check("schedule", schedule.version());
        jdbc.sql("delete from job_schedule where id = :id")
                .param("id", BinaryUuid.bytes(schedule.id()))
                .update();
        audit.record(
                actor,
                new AuditEntry(
                        schedule.organizationId(),
                        "schedule.deleted",
                        "schedule",
                        schedule.id(),
                        schedule.told(),
                        null));
        return schedule;
    }
}
