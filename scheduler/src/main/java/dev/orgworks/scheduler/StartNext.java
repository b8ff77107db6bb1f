package dev.orgworks.scheduler;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.RunFinished;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Starts the run that waited for the one that just finished, without waiting for the sweeper. */
@Component
class StartNext {

    private final JdbcClient jdbc;
    private final TriggerRun trigger;

    StartNext(JdbcClient jdbc, TriggerRun trigger) {
        this.jdbc = jdbc;
        this.trigger = trigger;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void afterCommit(RunFinished finished) {
        if (finished.exclusiveKey() != null) {
            next(finished.exclusiveKey()).ifPresent(trigger::soon);
        }
    }

    private Optional<UUID> next(String exclusiveKey) {
        return jdbc.sql("select id from job_run where exclusive_key = :key and state = 'QUEUED' order by id limit 1")
                .param("key", exclusiveKey)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .optional();
    }
}
