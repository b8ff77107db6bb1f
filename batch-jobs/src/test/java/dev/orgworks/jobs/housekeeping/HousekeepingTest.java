package dev.orgworks.jobs.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.KeepsRuns;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is cleared, and what is kept. */
@JobsTest
@Import(HousekeepingTest.Features.class)
class HousekeepingTest {

    private final EnqueueHousekeeping housekeeping;
    private final Worker worker;
    private final FindRuns runs;
    private final JobSettings settings;
    private final JdbcClient jdbc;
    private final Shelf shelf;

    @Autowired
    HousekeepingTest(
            EnqueueHousekeeping housekeeping,
            Worker worker,
            FindRuns runs,
            JobSettings settings,
            JdbcClient jdbc,
            Shelf shelf) {
        this.housekeeping = housekeeping;
        this.worker = worker;
        this.runs = runs;
        this.settings = settings;
        this.jdbc = jdbc;
        this.shelf = shelf;
    }

    /** A feature that keeps things, and runs. */
    static class Shelf implements Clearing, KeepsRuns {

        final List<Integer> pages = new ArrayList<>();
        final Set<UUID> needed = new HashSet<>();
        int things;

        @Override
        public String name() {
            return "shelf";
        }

        @Override
        public int clear(Instant now, int limit) {
            int cleared = Math.min(limit, things);
            things -= cleared;
            pages.add(cleared);
            return cleared;
        }

        @Override
        public Set<UUID> kept(Collection<UUID> asked) {
            return asked.stream().filter(needed::contains).collect(Collectors.toSet());
        }
    }

    @TestConfiguration
    static class Features {

        @Bean
        Shelf shelf() {
            return new Shelf();
        }
    }

    @Test
    void finished_runs_go_with_all_that_belongs_to_them_once_they_are_old() {
        UUID old = executed();
        UUID recent = executed();
        age(old);
        Rows before = rows();

        UUID clearing = executed();

        assertThat(runs.find(old)).isEmpty();
        assertThat(runs.find(recent)).isPresent();
        assertThat(worker.run(clearing).outcome().get("runs")).isEqualTo(1);
        // one of its own came, one went
        assertThat(rows()).isEqualTo(before);
        // how many events a run has is a matter of time
        assertThat(jdbc.sql("select count(*) from job_event where run_id = :run")
                        .param("run", BinaryUuid.bytes(old))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_run_that_a_feature_needs_is_kept_and_those_behind_it_go() {
        UUID needed = executed();
        UUID old = executed();
        Stream.of(needed, old).forEach(this::age);
        shelf.needed.add(needed);

        executed();

        assertThat(runs.find(needed)).isPresent();
        assertThat(runs.find(old)).isEmpty();
        shelf.needed.clear();
        executed();
        assertThat(runs.find(needed)).isEmpty();
    }

    @Test
    void a_run_that_is_not_finished_is_kept_however_old() {
        UUID queued = housekeeping.now(Worker.SOMEBODY);
        age(queued);
        jdbc.sql("update job_run set exclusive_key = null where id = :id")
                .param("id", BinaryUuid.bytes(queued))
                .update();

        executed();

        assertThat(runs.find(queued)).isPresent();
        worker.execute(queued);
    }

    @Test
    void every_feature_is_cleared_page_by_page_until_a_page_is_empty() {
        shelf.things = 250;
        shelf.pages.clear();

        UUID clearing = executed();

        assertThat(shelf.pages).containsExactly(100, 100, 50, 0);
        assertThat(worker.run(clearing).outcome().get("shelf")).isEqualTo(250);
        assertThat(jdbc.sql(
                                "select after_value from audit_event where action = 'housekeeping.cleared' and target_id = :run")
                        .param("run", clearing.toString())
                        .query(String.class)
                        .single())
                .contains("\"shelf\":250");
    }

    @Test
    void a_day_has_one_housekeeping_of_its_own() {
        UUID today = housekeeping.ofToday();

        assertThat(housekeeping.ofToday()).isEqualTo(today);
        worker.execute(today);
    }

    private UUID executed() {
        UUID run = housekeeping.now(Worker.SOMEBODY);
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
        return run;
    }

    private void age(UUID run) {
        jdbc.sql(
                        "update job_run set finished_at = if(finished_at is null, null, :then), created_at = :then where id = :id")
                .param(
                        "then",
                        Timestamp.from(Instant.now().minus(settings.retention()).minus(Duration.ofMinutes(1))))
                .param("id", BinaryUuid.bytes(run))
                .update();
    }

    private record Rows(long runs, long attempts, long instances, long executions, long steps) {}

    private Rows rows() {
        return new Rows(
                count("job_run"),
                count("job_attempt"),
                count("BATCH_JOB_INSTANCE"),
                count("BATCH_JOB_EXECUTION"),
                count("BATCH_STEP_EXECUTION"));
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
