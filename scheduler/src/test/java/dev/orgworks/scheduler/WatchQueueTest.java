package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EventKind;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RunState;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is looked after beside Quartz: triggers that are stuck, and runs that do not start. */
@SchedulerTest
class WatchQueueTest {

    private final Errands errands;
    private final FreeTriggers free;
    private final WarnOfLateRuns late;
    private final Scheduler scheduler;
    private final JdbcClient jdbc;
    private final FindRuns runs;
    private final JobSettings settings;

    @Autowired
    WatchQueueTest(
            Errands errands,
            FreeTriggers free,
            WarnOfLateRuns late,
            Scheduler scheduler,
            JdbcClient jdbc,
            FindRuns runs,
            JobSettings settings) {
        this.runs = runs;
        this.settings = settings;
        this.errands = errands;
        this.free = free;
        this.late = late;
        this.scheduler = scheduler;
        this.jdbc = jdbc;
    }

    @Test
    void the_sweeper_goes_on_after_its_trigger_was_stuck() {
        TriggerKey sweep = new TriggerKey("sweep", "orgworks");
        for (String stuck : List.of("ACQUIRED", "BLOCKED")) {
            // a node that another test closed may have it, until it is found dead
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> stick(sweep, stuck));
            UUID waiting = errands.queued(null, null, 0, () -> {});

            // the watch's own thread may be the one that frees it
            Awaitility.await().until(() -> {
                free.free();
                return runs.find(waiting).orElseThrow().state() == RunState.COMPLETED;
            });
        }
    }

    @Test
    void what_only_waits_or_is_paused_is_left_alone() throws SchedulerException {
        TriggerKey key = QuartzKeys.trigger();
        scheduler.scheduleJob(TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(QuartzKeys.RUN)
                .startAt(Timestamp.from(Instant.now().plus(Duration.ofHours(1))))
                .build());
        scheduler.pauseTrigger(key);

        free.free();

        assertThat(scheduler.getTriggerState(key)).isEqualTo(TriggerState.PAUSED);
        scheduler.unscheduleJob(key);
    }

    @Test
    void somebody_is_warned_once_of_a_run_that_does_not_start() throws SchedulerException {
        scheduler.standby();
        try {
            UUID fresh = errands.queued(null, null, 0, () -> {});
            UUID old = aged(errands.queued("key:late", null, 0, () -> {}));
            UUID behind = aged(errands.queued("key:late", null, 0, () -> {}));
            UUID due = aged(errands.queued(null, Instant.now().plusSeconds(1), 0, () -> {}));

            assertThat(late.warn()).isEqualTo(1);
            assertThat(late.warn()).isZero();

            assertThat(log(old)).singleElement().asString().startsWith("It could have started at");
            assertThat(log(fresh)).isEmpty();
            assertThat(log(behind)).isEmpty();
            assertThat(log(due)).isEmpty();
            scheduler.start();
            List.of(fresh, old, behind, due).forEach(id -> errands.await(id, RunState.COMPLETED));
        } finally {
            scheduler.start();
        }
    }

    private UUID aged(UUID id) {
        jdbc.sql("update job_run set created_at = :then where id = :id")
                .param(
                        "then",
                        Timestamp.from(Instant.now().minus(settings.lateAfter().plusSeconds(60))))
                .param("id", BinaryUuid.bytes(id))
                .update();
        return id;
    }

    private List<Object> log(UUID id) {
        return runs.events(id, 0, List.of(EventKind.LOG), 10).stream()
                .map(event -> event.data().get("message"))
                .toList();
    }

    /** Leaves the trigger as Quartz does when it dies in the wrong place. */
    private boolean stick(TriggerKey key, String state) {
        return jdbc.sql("""
                        update QRTZ_TRIGGERS set TRIGGER_STATE = :state
                        where TRIGGER_NAME = :name and TRIGGER_GROUP = :group and TRIGGER_STATE = 'WAITING'
                        """)
                        .param("state", state)
                        .param("name", key.getName())
                        .param("group", key.getGroup())
                        .update()
                == 1;
    }
}
