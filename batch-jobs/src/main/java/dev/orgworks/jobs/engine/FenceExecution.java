package dev.orgworks.jobs.engine;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends an execution whose worker is gone, so that it can be restarted.
 *
 * <p>The versions of its rows rise by 1,000: a worker that was only asleep then fails its next chunk inside the chunk's
 * own transaction. A rise by 1, as {@code JobOperator.recover} makes it, can be met again by a worker whose commit failed.
 */
@Component
class FenceExecution {

    private static final Logger LOG = LoggerFactory.getLogger(FenceExecution.class);

    private final JobRepository repository;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    FenceExecution(JobRepository repository, JdbcClient jdbc, InstantSource clock) {
        this.repository = repository;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Fences the instance's last execution if it is running, or if a failed commit left it UNKNOWN. */
    @Transactional
    public void fenceLast(String job, JobParameters parameters) {
        JobExecution last = repository.getLastJobExecution(job, parameters);
        if (last != null && fence("BATCH_JOB_EXECUTION", last.getId()) == 1) {
            fence("BATCH_STEP_EXECUTION", last.getId());
            LOG.info(
                    "Execution {} was left behind by a worker that is gone; it goes on behind its last chunk",
                    last.getId());
        }
    }

    private int fence(String table, long executionId) {
        return jdbc.sql("""
                        update %s set STATUS = 'FAILED', EXIT_CODE = 'FENCED', END_TIME = :now, LAST_UPDATED = :now,
                                      VERSION = VERSION + 1000
                        where JOB_EXECUTION_ID = :id and STATUS in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                        """.formatted(table))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", executionId)
                .update();
    }
}
