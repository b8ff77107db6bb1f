package dev.orgworks.jobs.engine;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
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
     *
     * <p>Positions survive it: Spring Batch creates a step's execution with an empty context and writes the position that it
     * goes on from only with the first chunk. What died in between gets the position of the execution before it; the next
     * one would begin at the start and do everything twice.
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
        refill(instance);
        arrange(instance);
    }

    /** Spring Batch goes on from the step execution of the latest creation, by the clocks of the nodes that created them. */
    private void arrange(JobInstance instance) {
        jdbc.sql("""
                        update BATCH_STEP_EXECUTION s join BATCH_JOB_EXECUTION j on j.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
                        set s.CREATE_TIME = :now where j.JOB_INSTANCE_ID = :instance and s.CREATE_TIME > :now
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("instance", instance.getId())
                .update();
    }

    private void refill(JobInstance instance) {
        jdbc.sql("""
                        select emptied.STEP_EXECUTION_ID as emptied, max(earlier.STEP_EXECUTION_ID) as earlier
                        from BATCH_JOB_EXECUTION j
                        join BATCH_STEP_EXECUTION emptied on emptied.JOB_EXECUTION_ID = j.JOB_EXECUTION_ID
                        join BATCH_STEP_EXECUTION_CONTEXT none on none.STEP_EXECUTION_ID = emptied.STEP_EXECUTION_ID
                                                              and none.SHORT_CONTEXT = '{}'
                        join BATCH_JOB_EXECUTION k on k.JOB_INSTANCE_ID = j.JOB_INSTANCE_ID
                        join BATCH_STEP_EXECUTION earlier on earlier.JOB_EXECUTION_ID = k.JOB_EXECUTION_ID
                                                         and earlier.STEP_NAME = emptied.STEP_NAME
                                                         and earlier.STEP_EXECUTION_ID < emptied.STEP_EXECUTION_ID
                        join BATCH_STEP_EXECUTION_CONTEXT c on c.STEP_EXECUTION_ID = earlier.STEP_EXECUTION_ID
                                                           and c.SHORT_CONTEXT <> '{}'
                        where j.JOB_INSTANCE_ID = :instance
                        group by emptied.STEP_EXECUTION_ID
                        """)
                .param("instance", instance.getId())
                .query((rs, rowNumber) -> List.of(rs.getLong("emptied"), rs.getLong("earlier")))
                .list()
                .forEach(pair -> jdbc.sql("""
                                update BATCH_STEP_EXECUTION_CONTEXT emptied
                                join BATCH_STEP_EXECUTION_CONTEXT earlier on earlier.STEP_EXECUTION_ID = :earlier
                                set emptied.SHORT_CONTEXT = earlier.SHORT_CONTEXT,
                                    emptied.SERIALIZED_CONTEXT = earlier.SERIALIZED_CONTEXT
                                where emptied.STEP_EXECUTION_ID = :emptied
                                """)
                        .param("emptied", pair.get(0))
                        .param("earlier", pair.get(1))
                        .update());
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
