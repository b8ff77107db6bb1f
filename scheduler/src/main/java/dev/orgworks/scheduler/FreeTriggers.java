package dev.orgworks.scheduler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Frees the triggers that Quartz's store says are acquired, or blocked by their job, while nothing of them fires: they would
 * never fire again.
 */
@Component
class FreeTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(FreeTriggers.class);

    private static final String STUCK = """
            (TRIGGER_STATE = 'ACQUIRED' and not exists (
                  select 1 from QRTZ_FIRED_TRIGGERS f
                  where f.SCHED_NAME = t.SCHED_NAME and f.TRIGGER_NAME = t.TRIGGER_NAME and f.TRIGGER_GROUP = t.TRIGGER_GROUP)
             or TRIGGER_STATE in ('BLOCKED', 'PAUSED_BLOCKED') and not exists (
                  select 1 from QRTZ_FIRED_TRIGGERS f
                  where f.SCHED_NAME = t.SCHED_NAME and f.JOB_NAME = t.JOB_NAME and f.JOB_GROUP = t.JOB_GROUP))
            """;

    private final JdbcClient jdbc;

    FreeTriggers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Frees them all.
     *
     * @return how many they were
     */
    @Transactional
    public int free() {
        long suspects = jdbc.sql("select count(*) from QRTZ_TRIGGERS t where " + STUCK)
                .query(Long.class)
                .single();
        if (suspects == 0) {
            return 0;
        }
        // under Quartz's own lock no trigger is between two states; what was seen without it may have been
        jdbc.sql("select LOCK_NAME from QRTZ_LOCKS where LOCK_NAME = 'TRIGGER_ACCESS' for update")
                .query(String.class)
                .list();
        int freed = jdbc.sql("""
                        update QRTZ_TRIGGERS t
                        set TRIGGER_STATE = case TRIGGER_STATE when 'PAUSED_BLOCKED' then 'PAUSED' else 'WAITING' end
                        where %s
                        """.formatted(STUCK)).update();
        if (freed > 0) {
            LOG.warn("{} trigger(s) of Quartz were stuck and would never have fired again; they are free now", freed);
        }
        return freed;
    }
}
