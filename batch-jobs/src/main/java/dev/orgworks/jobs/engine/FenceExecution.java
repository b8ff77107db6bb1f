package dev.orgworks.jobs.engine;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
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

    /**
     * Fences the instance's executions that run or that a failed commit left UNKNOWN: not only the last one, since a
     * worker that wakes up late writes UNKNOWN to an earlier one, which would refuse every restart. An instance without
     * any execution, which would refuse them too, is deleted.
     */
    @Transactional
    public void fence(String job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        if (instance == null) {
            return;
        }
        if (repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance);
        } else if (fence("BATCH_JOB_EXECUTION", instance) + fence("BATCH_STEP_EXECUTION", instance) > 0) {
            LOG.info(
                    "{} {} was left behind by a worker that is gone; it goes on behind its last chunk",
                    job,
                    parameters);
        }
    }

    private int fence(String table, JobInstance instance) {
        return jdbc.sql("""
                        update %s set STATUS = 'FAILED', EXIT_CODE = 'FENCED', END_TIME = :now, LAST_UPDATED = :now,
                                      VERSION = VERSION + 1000
                        where JOB_EXECUTION_ID in (:executions) and STATUS in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')
                        """.formatted(table))
                .param("now", Timestamp.from(clock.instant()))
                .param(
                        "executions",
                        repository.getJobExecutions(instance).stream()
                                .map(JobExecution::getId)
                                .toList())
                .update();
    }
}
