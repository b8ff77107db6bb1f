package dev.orgworks.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.metrics.EnqueueRollups;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import dev.orgworks.jobs.metrics.Desk.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Rollups that stop half-way, that others overtake, and that meet with those who change facts. */
@JobsTest
class RollupInterruptionTest {

    private static final Instant NOW = Instant.parse("2025-04-10T11:00:00Z");

    private final Desk desk;
    private final Rollups rollups;
    private final Today today;
    private final Worker worker;
    private final JdbcClient jdbc;

    @Autowired
    RollupInterruptionTest(Desk desk, Rollups rollups, Today today, Worker worker, JdbcClient jdbc) {
        this.desk = desk;
        this.rollups = rollups;
        this.today = today;
        this.worker = worker;
        this.jdbc = jdbc;
    }

    @AfterEach
    void theClockGoesOn() {
        today.goesOn();
    }

    @ParameterizedTest(name = "behind {1} writes of {0}")
    @CsvSource({"metric_sum, 150", "team_performance, 200", "performance_metric, 90"})
    void a_rollup_that_fails_half_way_goes_on_and_ends_as_one_that_nobody_disturbed(String table, int writes) {
        Tenant tenant = generated();
        rollups.run(tenant);
        Map<String, List<String>> undisturbed = rollups.everything(tenant);
        rollups.lose(tenant);
        UUID run = rollups.enqueue(tenant);

        rollups.failAt(
                tenant,
                table,
                writes,
                () -> assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED));
        assertThat(rollups.everything(tenant)).isNotEqualTo(undisturbed);
        worker.restart(run);

        assertThat(rollups.everything(tenant)).isEqualTo(undisturbed);
        rollups.hold(tenant);
    }

    @Test
    void what_a_rollup_left_the_next_one_takes_up_and_the_first_cannot_be_restarted(@Autowired RestartRun restart) {
        Tenant tenant = generated();
        UUID first = rollups.enqueue(tenant);
        rollups.failAt(
                tenant,
                "metric_sum",
                150,
                () -> assertThat(worker.execute(first).ending()).isEqualTo(Ending.FAILED));

        rollups.run(tenant);

        rollups.hold(tenant);
        Map<String, List<String>> held = rollups.everything(tenant);
        assertThatThrownBy(() -> restart.restart(Worker.SOMEBODY, worker.run(first)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("A later job of the same kind");
        assertThat(rollups.everything(tenant)).isEqualTo(held);
    }

    @Test
    void a_rollup_waits_for_those_who_change_facts_and_misses_nothing_of_them(
            @Autowired TransactionTemplate transaction) throws Exception {
        Tenant tenant = generated();
        rollups.run(tenant);
        UUID run = rollups.enqueue(tenant);

        CompletableFuture<Void> rollup = transaction.execute(status -> {
            tenant.adds(tenant.conversation(new Random(3), NOW.minus(Duration.ofDays(30))));
            tenant.adds(tenant.conversation(new Random(4), NOW.minusSeconds(60)));
            var begun = CompletableFuture.runAsync(() -> {
                today.is(NOW);
                try {
                    worker.execute(run);
                } finally {
                    today.goesOn();
                }
            });
            rollups.untilItWaits(tenant);
            assertThat(begun).isNotDone();
            return begun;
        });
        rollup.get(60, TimeUnit.SECONDS);

        assertThat(worker.run(run).state()).isEqualTo(RunState.COMPLETED);
        rollups.hold(tenant);
    }

    @Test
    void the_first_facts_of_an_organization_are_not_missed_either(@Autowired TransactionTemplate transaction)
            throws Exception {
        Tenant tenant = desk.tenant("Asia/Kathmandu");
        today.is(NOW);
        UUID run = rollups.enqueue(tenant);

        CompletableFuture<Void> rollup = transaction.execute(status -> {
            tenant.adds(tenant.conversation(new Random(3), NOW.minus(Duration.ofDays(30))));
            var begun = CompletableFuture.runAsync(() -> {
                today.is(NOW);
                try {
                    worker.execute(run);
                } finally {
                    today.goesOn();
                }
            });
            rollups.untilItWaits(tenant);
            return begun;
        });
        rollup.get(60, TimeUnit.SECONDS);

        rollups.hold(tenant);
    }

    @Test
    void rollups_of_one_organization_wait_in_one_run(@Autowired CancelRun cancel) {
        Tenant tenant = generated();

        UUID run = rollups.enqueue(tenant);

        assertThat(rollups.enqueue(tenant)).isEqualTo(run);
        cancel.cancel(Worker.SOMEBODY, worker.run(run));
        assertThat(rollups.enqueue(tenant)).isNotEqualTo(run);
    }

    @Test
    void an_organization_is_rolled_up_once_its_day_has_turned_and_when_it_moves(@Autowired EnqueueRollups nightly) {
        Tenant tenant = desk.tenant("Asia/Kathmandu");
        Instant midnight = Instant.parse("2025-04-10T18:15:00Z");
        tenant.generate(new Random(5), Instant.parse("2025-04-01T00:00:00Z"), midnight, 20, 5);
        today.is(midnight.minusSeconds(3_600));
        enqueued(nightly, tenant, 1);
        enqueued(nightly, tenant, 1);
        rollups.carryOut(tenant);

        enqueued(nightly, tenant, 1);
        today.is(midnight.plusSeconds(1_799));
        enqueued(nightly, tenant, 1);
        today.is(midnight.plusSeconds(1_800));
        enqueued(nightly, tenant, 2);
        enqueued(nightly, tenant, 2);
        rollups.carryOut(tenant);
        rollups.hold(tenant);

        enqueued(nightly, tenant, 2);
        tenant.movesTo(ZoneId.of("Europe/Berlin"));
        enqueued(nightly, tenant, 3);
    }

    /** So many runs there are of it, when the scheduler has looked. */
    private void enqueued(EnqueueRollups nightly, Tenant tenant, int runs) {
        long last = nightly.ofTurnedDays(tenant.id - 1);
        assertThat(last).isGreaterThanOrEqualTo(tenant.id);
        assertThat(jdbc.sql("select count(*) from job_run where organization_id = :id")
                        .param("id", tenant.id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(runs);
    }

    private Tenant generated() {
        Tenant tenant = desk.tenant("Asia/Kathmandu");
        tenant.generate(new Random(19), Instant.parse("2024-12-20T00:00:00Z"), NOW, 300, 100);
        today.is(NOW);
        return tenant;
    }
}
