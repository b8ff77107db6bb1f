package dev.orgworks.jobs.housekeeping;

import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.housekeeping.ClearRuns.Old;
import java.util.List;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.batch.core.job.JobKeyGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clears what Spring Batch keeps of runs, as sets; {@code JobRepository.deleteJobInstance} takes some twenty statements a run. */
@Component
class ClearExecutions {

    /** Children first. */
    private static final List<String> DELETES = List.of(
            """
            delete c from BATCH_STEP_EXECUTION_CONTEXT c
            join BATCH_STEP_EXECUTION s on s.STEP_EXECUTION_ID = c.STEP_EXECUTION_ID
            join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
            where e.JOB_INSTANCE_ID in (:instances)
            """,
            """
            delete s from BATCH_STEP_EXECUTION s
            join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
            where e.JOB_INSTANCE_ID in (:instances)
            """,
            """
            delete c from BATCH_JOB_EXECUTION_CONTEXT c
            join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = c.JOB_EXECUTION_ID
            where e.JOB_INSTANCE_ID in (:instances)
            """,
            """
            delete p from BATCH_JOB_EXECUTION_PARAMS p
            join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = p.JOB_EXECUTION_ID
            where e.JOB_INSTANCE_ID in (:instances)
            """,
            "delete from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID in (:instances)",
            "delete from BATCH_JOB_INSTANCE where JOB_INSTANCE_ID in (:instances)");

    private final JobKeyGenerator keys = new DefaultJobKeyGenerator();
    private final JdbcClient jdbc;

    ClearExecutions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void clear(List<Old> runs) {
        List<Long> instances = jdbc.sql("""
                        select JOB_INSTANCE_ID from BATCH_JOB_INSTANCE where (JOB_NAME, JOB_KEY) in (:keys)
                        """)
                .param(
                        "keys",
                        runs.stream()
                                .map(run -> new Object[] {run.type(), keys.generateKey(LaunchRun.parameters(run.id()))})
                                .toList())
                .query(Long.class)
                .list();
        if (!instances.isEmpty()) {
            DELETES.forEach(
                    delete -> jdbc.sql(delete).param("instances", instances).update());
        }
    }
}
