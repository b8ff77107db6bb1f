package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.FinishRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.Worker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of states against the acts that change them. */
@JobsTest
class RunStatesTest {

    private final ScriptedJob scripted;
    private final Worker worker;
    private final JdbcClient jdbc;
    private final List<Consumer<UUID>> acts;

    @Autowired
    RunStatesTest(
            ScriptedJob scripted,
            Worker worker,
            JdbcClient jdbc,
            ClaimRun claims,
            FinishRun finish,
            CancelRun cancel,
            RestartRun restart) {
        this.scripted = scripted;
        this.worker = worker;
        this.jdbc = jdbc;
        this.acts = List.of(
                run -> claims.claim(run, "node-1"),
                run -> worker.takeOver(run, "node-1"),
                run -> finish.completed(new Claim(run, 1)),
                run -> finish.failed(new Claim(run, 1), "it failed"),
                run -> finish.cancelled(new Claim(run, 1)),
                run -> finish.requeued(new Claim(run, 1), Duration.ZERO, "again"),
                run -> cancel.cancel(Worker.SOMEBODY, worker.run(run)),
                run -> restart.restart(Worker.SOMEBODY, worker.run(run)));
    }

    @ParameterizedTest
    @EnumSource
    void the_acts_lead_from_a_state_to_its_followers_and_nowhere_else(RunState from) {
        Set<RunState> followers = EnumSet.noneOf(RunState.class);
        for (Consumer<UUID> act : acts) {
            RunState state = after(act, from);
            if (state != from) {
                followers.add(state);
            }
        }

        assertThat(followers).isEqualTo(RunState.FOLLOWERS.get(from));
    }

    private RunState after(Consumer<UUID> act, RunState from) {
        UUID run = scripted.enqueue(1, ScriptedJob.NOTHING);
        jdbc.sql("update job_run set state = :state, attempts = 1 where id = :id")
                .param("state", from.name())
                .param("id", BinaryUuid.bytes(run))
                .update();
        try {
            act.accept(run);
        } catch (ConflictException refused) {
            assertThat(worker.run(run).state()).isEqualTo(from);
        }
        return worker.run(run).state();
    }
}
