package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Chunks whose connection breaks at the worst moments. */
@JobsTest
class LostConnectionTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final JdbcClient jdbc;
    private final TransactionTemplate elsewhere;

    @Autowired
    LostConnectionTest(ScriptedJob scripted, Worker worker, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.scripted = scripted;
        this.worker = worker;
        this.jdbc = jdbc;
        this.elsewhere = new TransactionTemplate(transactions);
        this.elsewhere.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    static List<ScriptedJob.Kind> kinds() {
        return List.of(ScriptedJob.EACH, ScriptedJob.spread(1), ScriptedJob.spread(2));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_chunk_whose_position_was_not_written_is_repeated_and_not_skipped(ScriptedJob.Kind kind) {
        UUID run = scripted.enqueue(kind, 40, row -> {
            if (row == 17) {
                killThisConnection();
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).doesNotContain(17);

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_commit_that_failed_can_be_restarted(ScriptedJob.Kind kind) {
        UUID run = scripted.enqueue(kind, 40, row -> {
            if (row == 17) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        killThisConnection();
                    }
                });
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).doesNotContain(17);

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    @Test
    void a_commit_whose_answer_was_lost_is_not_repeated() {
        UUID run = scripted.enqueue(40, row -> {
            if (row == 17) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        throw new IllegalStateException("the answer was lost");
                    }
                });
            }
        });
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.FAILED);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(17));

        scripted.follow(run, ScriptedJob.NOTHING);
        worker.restart(run);
        assertThat(scripted.rows(run)).isEqualTo(ScriptedJob.upTo(40));
    }

    private void killThisConnection() {
        long id = jdbc.sql("select connection_id()").query(Long.class).single();
        elsewhere.executeWithoutResult(
                status -> jdbc.sql("kill connection " + id).update());
    }
}
