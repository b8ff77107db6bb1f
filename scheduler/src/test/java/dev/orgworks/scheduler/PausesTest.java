package dev.orgworks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.OutdatedException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.CatchUp;
import dev.orgworks.domain.jobs.ChangeSchedule;
import dev.orgworks.domain.jobs.CreateSchedule;
import dev.orgworks.domain.jobs.Cron;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.NewSchedule;
import dev.orgworks.domain.jobs.ResumeSchedules;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.jobs.ScheduleChange;
import dev.orgworks.domain.jobs.ScheduledRun;
import dev.orgworks.domain.organizations.Reach;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pauses that end by themselves. */
@SchedulerTest
class PausesTest {

    private static final String NEVER = "0 0 1 1 *";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CreateSchedule create;
    private final ChangeSchedule change;
    private final FindSchedules schedules;
    private final ResumeSchedules resume;
    private final JdbcClient jdbc;

    @Autowired
    PausesTest(
            CreateSchedule create,
            ChangeSchedule change,
            FindSchedules schedules,
            ResumeSchedules resume,
            JdbcClient jdbc) {
        this.create = create;
        this.change = change;
        this.schedules = schedules;
        this.resume = resume;
        this.jdbc = jdbc;
    }

    @AfterEach
    void leaveNoSchedule() {
        jdbc.sql("delete from job_schedule").update();
        jdbc.sql("delete from job_run where type = 'tick' and state = 'QUEUED'").update();
    }

    @Test
    void a_pause_ends_by_itself_and_the_audit_tells() {
        UUID id = schedule("* * * * * *", CatchUp.ALL);
        Instant until = Instant.now().plusSeconds(3).truncatedTo(ChronoUnit.MILLIS);
        Schedule paused = change.change(Errands.SOMEBODY, find(id), ScheduleChange.pause("a while", until));
        assertThat(paused.nextAt()).isNull();
        assertThat(paused.comingRuns(Instant.now(), 10))
                .hasSize(10)
                .allSatisfy(run -> assertThat(run.at()).isAfterOrEqualTo(until));

        eventually(() -> assertThat(schedules.lastRuns(id, 100))
                .extracting(ScheduledRun::scheduledFor)
                .anyMatch(at -> at != null && !at.isBefore(until)));

        Schedule resumed = find(id);
        assertThat(resumed.pause()).isNull();
        assertThat(resumed.version()).isEqualTo(paused.version());
        assertThat(schedules.lastRuns(id, 100))
                .extracting(ScheduledRun::scheduledFor)
                .noneMatch(at -> at != null && at.isAfter(paused.updatedAt()) && at.isBefore(until));
        assertThat(jdbc.sql("""
                                select actor, before_value from audit_event
                                where action = 'schedule.resumed' and target_id = :id
                                """).param("id", id.toString()).query().listOfRows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("actor")).isEqualTo("scheduler");
                    assertThat(String.valueOf(row.get("before_value"))).contains("a while", "resumeAt");
                });
    }

    @Test
    void what_was_due_since_its_end_is_made_up_for_and_what_was_before_is_not() {
        Instant last = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(12, ChronoUnit.HOURS);
        UUID id = schedule(NEVER, CatchUp.ALL);
        jdbc.sql("""
                        update job_schedule
                        set cron = :cron, next_at = null, paused_at = :paused, paused_by = 'test', pause_reason = 'a holiday',
                            resume_at = :resume
                        where id = :id
                        """)
                .param(
                        "cron",
                        "0 %d * * *".formatted(last.atZone(ZoneOffset.UTC).getHour()))
                .param("paused", Timestamp.from(last.minus(5, ChronoUnit.DAYS)))
                .param("resume", Timestamp.from(last.minus(2, ChronoUnit.DAYS)))
                .param("id", BinaryUuid.bytes(id))
                .update();

        eventually(() -> assertThat(schedules.lastRuns(id, 100))
                .extracting(ScheduledRun::scheduledFor)
                .containsExactly(last, last.minus(1, ChronoUnit.DAYS), last.minus(2, ChronoUnit.DAYS)));
        assertThat(find(id).pause()).isNull();
    }

    @Test
    void of_many_who_look_at_once_one_ends_the_pause() {
        List<UUID> ids = IntStream.range(0, 20)
                .mapToObj(i -> schedule(NEVER, CatchUp.LAST))
                .toList();
        ids.forEach(id -> jdbc.sql("""
                        update job_schedule
                        set next_at = null, paused_at = '2020-01-01', paused_by = 'test', pause_reason = 'x',
                            resume_at = '2020-01-02'
                        where id = :id
                        """).param("id", BinaryUuid.bytes(id)).update());

        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(resume::resume))
                .toList()
                .forEach(CompletableFuture::join);

        eventually(() ->
                assertThat(ids).allSatisfy(id -> assertThat(find(id).pause()).isNull()));
        assertThat(jdbc.sql(
                                "select count(*) from audit_event where action = 'schedule.resumed' and target_id in (:ids)")
                        .param("ids", ids.stream().map(UUID::toString).toList())
                        .query(Long.class)
                        .single())
                .isEqualTo(20);
    }

    @Test
    void a_pause_must_end_in_the_future_and_say_why() {
        Schedule schedule = find(schedule(NEVER, CatchUp.LAST));

        for (Instant wrong : List.of(Instant.now().minusSeconds(1), Instant.parse("9999-01-01T00:00:00Z"))) {
            assertThatThrownBy(() -> change.change(Errands.SOMEBODY, schedule, ScheduleChange.pause("x", wrong)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("resumeAt");
        }
        assertThatThrownBy(() -> change.change(
                        Errands.SOMEBODY,
                        schedule,
                        new ScheduleChange(
                                null,
                                null,
                                null,
                                false,
                                null,
                                null,
                                null,
                                null,
                                Instant.now().plusSeconds(60),
                                null,
                                ExpectedVersion.ANY)))
                .hasMessageContaining("say paused and reason too");
        assertThat(find(schedule.id()).pause()).isNull();
    }

    @Test
    void whoever_expects_another_version_changes_nothing() {
        Schedule schedule = find(schedule(NEVER, CatchUp.LAST));

        assertThatThrownBy(() -> change.change(
                        Errands.SOMEBODY,
                        schedule,
                        new ScheduleChange(
                                "other",
                                null,
                                null,
                                false,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                new ExpectedVersion(Set.of(7L)))))
                .isInstanceOf(OutdatedException.class);
        assertThat(find(schedule.id()).name()).isEqualTo("a test's");
    }

    private UUID schedule(String cron, CatchUp catchUp) {
        return create.create(
                        Errands.SOMEBODY,
                        new NewSchedule(null, "a test's", Ticks.TYPE, Cron.parse(cron), null, Map.of(), catchUp))
                .id();
    }

    private Schedule find(UUID id) {
        return schedules.byId(id, Reach.EVERYTHING);
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }
}
