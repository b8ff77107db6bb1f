package dev.orgworks.jobs.sis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.learners.LearnerChange.Act;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.sis.AbortImport;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.ImportOptions;
import dev.orgworks.domain.sis.ImportState;
import dev.orgworks.domain.sis.RejectPlan;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans that wait: outgrown, applied, rejected, aborted. */
@JobsTest
class WaitingPlanTest {

    /** What makes a plan stale; the plan changes A1, takes the login free, lets B1 and C1 swap logins, and creates N1. */
    enum Change {
        A_LEARNER_OF_THE_PLAN_IS_EDITED("A1 was changed") {
            @Override
            void happens(Registrar registrar, long school) {
                registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Leigh"));
            }
        },
        A_LEARNER_OF_THE_PLAN_IS_REMOVED("B1 was changed") {
            @Override
            void happens(Registrar registrar, long school) {
                registrar.acts(school, "B1", Act.REMOVE);
            }
        },
        AN_ID_TO_BE_CREATED_IS_THERE("N1 was created") {
            @Override
            void happens(Registrar registrar, long school) {
                registrar.imports(school, "N1,other,,,,active");
            }
        },
        A_LOGIN_IS_TAKEN_BY_A_LEARNER_OUTSIDE_THE_PLAN("D1 took the login") {
            @Override
            void happens(Registrar registrar, long school) {
                registrar.edits(school, "D1", Map.of(LearnerField.LOGIN, "new"));
            }
        },
        A_LOGIN_IS_TAKEN_BY_A_NEW_LEARNER("E1 took the login") {
            @Override
            void happens(Registrar registrar, long school) {
                registrar.imports(school, "E1,free,,,,active");
            }
        };

        private final String reason;

        Change(String reason) {
            this.reason = reason;
        }

        abstract void happens(Registrar registrar, long school);
    }

    private final Registrar registrar;
    private final Planner planner;
    private final Worker worker;
    private final RejectPlan reject;
    private final AbortImport abort;
    private final CancelRun cancel;
    private final RestartRun restart;
    private final JdbcClient jdbc;
    private final LaunchRun launch;
    private final FinishRun finish;
    private final DataSource dataSource;
    private long school;

    @Autowired
    WaitingPlanTest(
            Registrar registrar,
            Planner planner,
            Worker worker,
            RejectPlan reject,
            AbortImport abort,
            CancelRun cancel,
            RestartRun restart,
            JdbcClient jdbc,
            LaunchRun launch,
            FinishRun finish,
            DataSource dataSource) {
        this.registrar = registrar;
        this.planner = planner;
        this.worker = worker;
        this.reject = reject;
        this.abort = abort;
        this.cancel = cancel;
        this.restart = restart;
        this.jdbc = jdbc;
        this.launch = launch;
        this.finish = finish;
        this.dataSource = dataSource;
    }

    @BeforeEach
    void four_learners() {
        school = registrar.organization();
        registrar.imports(
                school, "A1,ann,Ann,,,active", "B1,bob,Bob,,,active", "C1,cid,Cid,,,active", "D1,dan,Dan,,,active");
    }

    @Test
    void a_plan_that_nobody_outgrew_is_applied_as_it_stands() {
        SisImport planned = planned();

        SisImport done = planner.applied(planned, Consent.TO_DRY_RUN);

        assertThat(done.state()).isEqualTo(ImportState.COMPLETED);
        assertThat(done.counts()).isEqualTo(planned.counts());
        assertThat(done.runId()).isEqualTo(planned.runId());
        assertThat(done.currentRunId()).isNotEqualTo(planned.runId());
        assertThat(worker.run(done.currentRunId()).outcome()).containsEntry("created", 1);
        assertThat(registrar.logins(school)).containsExactly("A1=free", "B1=cid", "C1=bob", "D1=dan", "N1=new");
    }

    @Test
    void what_concerns_nobody_of_the_plan_does_not_outgrow_it() {
        SisImport planned = planned();
        registrar.edits(school, "D1", Map.of(LearnerField.FIRST_NAME, "Daniel"));
        registrar.imports(school, "X1,xen,,,,active");

        assertThat(planner.applied(planned, Consent.TO_DRY_RUN).state()).isEqualTo(ImportState.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource
    void an_outgrown_plan_is_not_accepted_and_goes_on_waiting(Change change) {
        SisImport planned = planned();
        change.happens(registrar, school);
        var before = registrar.rows(school);

        assertThatThrownBy(() -> planner.approved(planned, Consent.TO_DRY_RUN))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(change.reason)
                .extracting("code")
                .isEqualTo("PLAN_STALE");

        SisImport after = planner.again(planned);
        assertThat(after.state()).isEqualTo(ImportState.PLANNED);
        assertThat(after.applyRunId()).isNull();
        assertThat(after.decision()).isNull();
        assertThat(registrar.rows(school)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_that_is_outgrown_while_its_job_waits_fails_and_nothing_of_it_is_applied(Change change) {
        SisImport planned = planned();
        // a later import that gets its turn before, as a restarted one would
        SisImport approved = planner.approved(planned, Consent.TO_DRY_RUN);
        jdbc.sql("update job_run set exclusive_key = null where id = :id")
                .param("id", BinaryUuid.bytes(approved.currentRunId()))
                .update();
        change.happens(registrar, school);
        var before = registrar.rows(school);

        var attempt = worker.execute(approved.currentRunId());

        assertThat(attempt.ending()).isEqualTo(Ending.FAILED);
        assertThat(attempt.failure()).rootCause().hasMessageContaining(change.reason);
        assertThat(planner.again(planned).state()).isEqualTo(ImportState.FAILED);
        assertThat(registrar.rows(school)).isEqualTo(before);
        assertThat(registrar.journal(planned)).isEmpty();
    }

    @Test
    void a_failed_application_that_is_restarted_looks_again_and_fails_again() {
        SisImport approved = planner.approved(planned(), Consent.TO_DRY_RUN);
        registrar.edits(school, "A1", Map.of(LearnerField.LAST_NAME, "Leigh"));
        worker.execute(approved.currentRunId());

        restart.restart(Worker.SOMEBODY, worker.run(approved.currentRunId()));

        assertThat(worker.execute(approved.currentRunId()).ending()).isEqualTo(Ending.FAILED);
        assertThat(planner.again(approved).state()).isEqualTo(ImportState.FAILED);
        assertThat(registrar.journal(approved)).isEmpty();
    }

    @Test
    void a_plan_is_accepted_once() {
        SisImport planned = planned();
        planner.approved(planned, Consent.TO_DRY_RUN);

        for (Consent consent : Consent.values()) {
            assertThatThrownBy(() -> planner.approved(planned, consent)).isInstanceOf(ConflictException.class);
        }
        assertThat(planner.again(planned).state()).isEqualTo(ImportState.APPROVED);
    }

    @Test
    void a_decision_made_while_the_run_that_planned_comes_to_its_end_stands() {
        SisImport subject = registrar.upload(school, csv(), Planner.DRY);
        Claim claim = worker.claim(subject.runId());
        launch.launch(claim);
        SisImport approved = planner.approved(subject, Consent.TO_DRY_RUN);

        finish.completed(claim);

        assertThat(planner.again(subject).state()).isEqualTo(ImportState.APPROVED);
        worker.execute(approved.currentRunId());
        assertThat(planner.again(subject).state()).isEqualTo(ImportState.COMPLETED);
    }

    @Test
    void a_rejected_plan_is_never_applied_and_can_still_be_read() {
        SisImport planned = planned();
        List<String> rows = planner.plan(planned);

        reject.reject(Worker.SOMEBODY, planned, "wrong term");

        SisImport rejected = planner.again(planned);
        assertThat(rejected.state()).isEqualTo(ImportState.REJECTED);
        assertThat(rejected.finishedAt()).isNotNull();
        assertThat(Objects.requireNonNull(rejected.decision()).note()).isEqualTo("wrong term");
        assertThat(planner.plan(rejected)).isEqualTo(rows);
        assertThatThrownBy(() -> planner.approved(rejected, Consent.TO_DRY_RUN))
                .isInstanceOf(ConflictException.class)
                .extracting("code")
                .isEqualTo("ONLY_PLANNED");
    }

    @Test
    void an_aborted_plan_is_cancelled_at_once() {
        SisImport planned = planned();

        abort.abort(Worker.SOMEBODY, planned);

        assertThat(planner.again(planned).state()).isEqualTo(ImportState.CANCELLED);
        assertThat(worker.run(planned.runId()).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void an_application_that_is_aborted_before_its_turn_is_cancelled_and_can_be_restarted() {
        SisImport approved = planner.approved(planned(), Consent.TO_DRY_RUN);

        abort.abort(Worker.SOMEBODY, approved);
        assertThat(planner.again(approved).state()).isEqualTo(ImportState.CANCELLED);

        restart.restart(Worker.SOMEBODY, worker.run(approved.currentRunId()));
        worker.execute(approved.currentRunId());
        assertThat(planner.again(approved).state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.journal(approved)).hasSize(4);
    }

    @Test
    void an_import_that_was_cancelled_before_its_turn_can_be_restarted_and_then_applies() {
        SisImport queued = registrar.upload(school, csv(), ImportOptions.DEFAULT);
        cancel.cancel(Worker.SOMEBODY, worker.run(queued.runId()));
        assertThat(planner.again(queued).state()).isEqualTo(ImportState.CANCELLED);

        restart.restart(Worker.SOMEBODY, worker.run(queued.runId()));
        worker.execute(queued.runId());

        assertThat(planner.again(queued).state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.journal(queued)).hasSize(4);
    }

    @Test
    void an_application_whose_worker_is_believed_dead_goes_on_behind_its_chunks_and_applies_nothing_twice()
            throws Exception {
        SisImport approved = planner.approved(fiveChunks(), Consent.TO_DRY_RUN);
        UUID run = approved.currentRunId();
        try (var asleep = new Blocked(approved)) {
            var dead = CompletableFuture.supplyAsync(() -> worker.execute(run));
            asleep.untilOthersAreDone();
            Claim taken = worker.takeOver(run, "node-2").orElseThrow();
            var second = CompletableFuture.supplyAsync(() -> worker.carryOut(taken));
            await().until(() -> fenced(run));
            asleep.wakes();

            assertThat(dead.get(60, TimeUnit.SECONDS).ending()).isEqualTo(Ending.FAILED);
            assertThat(second.get(60, TimeUnit.SECONDS).ending()).isEqualTo(Ending.COMPLETED);
        }

        assertThat(planner.again(approved).state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.journal(approved)).hasSize(450);
        assertThat(registrar.rows(school).stream()
                        .filter(row -> "changed".equals(row.get("first_name")))
                        .map(row -> row.get("version")))
                .hasSize(450)
                .containsOnly(2L);
    }

    @Test
    void an_application_that_is_aborted_stops_at_the_edge_of_a_chunk_and_goes_on_there_when_it_is_restarted()
            throws Exception {
        SisImport approved = planner.approved(fiveChunks(), Consent.TO_DRY_RUN);
        UUID run = approved.currentRunId();
        try (var busy = new Blocked(approved)) {
            var attempt = CompletableFuture.supplyAsync(() -> worker.execute(run));
            busy.untilOthersAreDone();
            abort.abort(Worker.SOMEBODY, planner.again(approved));
            abort.abort(Worker.SOMEBODY, planner.again(approved));
            assertThat(planner.again(approved).state()).isEqualTo(ImportState.APPLYING);
            busy.wakes();
            assertThat(attempt.get(60, TimeUnit.SECONDS).ending()).isEqualTo(Ending.STOPPED);
        }

        assertThat(planner.again(approved).state()).isEqualTo(ImportState.CANCELLED);
        assertThat(worker.run(run).state()).isEqualTo(RunState.CANCELLED);
        assertThat(registrar.journal(approved)).hasSizeBetween(200, 400);

        restart.restart(Worker.SOMEBODY, worker.run(run));
        worker.execute(run);

        assertThat(planner.again(approved).state()).isEqualTo(ImportState.COMPLETED);
        assertThat(registrar.journal(approved)).hasSize(450);
    }

    /** Somebody else's lock on a learner of the third of five chunks: whoever applies that chunk stands still in it. */
    private final class Blocked implements AutoCloseable {

        private final SisImport subject;
        private final Connection lock = dataSource.getConnection();

        Blocked(SisImport subject) throws SQLException {
            this.subject = subject;
            lock.setAutoCommit(false);
            try (var select = lock.prepareStatement("select id from learner where id = ? for update")) {
                select.setLong(1, registrar.learner(school, "S0250").id());
                select.executeQuery();
            }
        }

        void untilOthersAreDone() {
            await().until(() -> registrar.journal(subject).size() >= 200);
        }

        void wakes() throws SQLException {
            lock.rollback();
        }

        @Override
        public void close() throws SQLException {
            lock.rollback();
            lock.close();
        }
    }

    private boolean fenced(UUID run) {
        return jdbc.sql("""
                        select exists (select 1 from BATCH_JOB_EXECUTION e
                                       join BATCH_JOB_EXECUTION_PARAMS p on p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
                                       where p.PARAMETER_VALUE = :run and e.EXIT_CODE = 'FENCED')
                        """).param("run", run.toString()).query(Boolean.class).single();
    }

    private SisImport fiveChunks() {
        registrar.imports(school, roster("first"));
        return planner.imports(school, Planner.DRY, roster("changed"));
    }

    private static String[] roster(String firstName) {
        return IntStream.rangeClosed(1, 450)
                .mapToObj(i -> "S%1$04d,login%1$d,%2$s,,,active".formatted(i, firstName))
                .toArray(String[]::new);
    }

    private SisImport planned() {
        return planner.imports(school, Planner.DRY, csv());
    }

    private static byte[] csv() {
        return (Registrar.HEADER
                        + "A1,free,Anna,,,active\nB1,cid,Bob,,,active\nC1,bob,Cid,,,active\nN1,new,,,,active\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
