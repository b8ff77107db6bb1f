package dev.orgworks.scheduler;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RetryRule;
import dev.orgworks.jobs.engine.RunSteps;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A job of one step that does what the test says. */
@Component
class Errands implements BatchJob {

    static final Actor SOMEBODY = new Actor("test", null, null);

    private static final String TYPE = "errand";

    private final Map<String, Runnable> errands = new ConcurrentHashMap<>();
    private final EnqueueRun enqueue;
    private final TransactionTemplate transaction;
    private final FindRuns runs;
    private final JdbcClient jdbc;

    Errands(EnqueueRun enqueue, TransactionTemplate transaction, FindRuns runs, JdbcClient jdbc) {
        this.enqueue = enqueue;
        this.transaction = transaction;
        this.runs = runs;
        this.jdbc = jdbc;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        Runnable errand = Objects.requireNonNull(errands.get(run.payload().get("errand")), "no such errand");
        return steps.job(steps.once("errand", errand));
    }

    @Override
    public RetryRule retryRule(RetryRule usual) {
        return (failure, failures) -> failure.getCause() instanceof AgainAtOnce
                ? Optional.of(Duration.ZERO)
                : usual.retryAfter(failure, failures);
    }

    /** A failure for which errands have a rule of their own. */
    static final class AgainAtOnce extends IllegalStateException {
        private static final long serialVersionUID = 1L;
    }

    /** The request of an errand; to be enqueued in a transaction. */
    RunRequest request(@Nullable String exclusiveKey, Runnable errand) {
        String name = UUID.randomUUID().toString();
        errands.put(name, errand);
        return new RunRequest(null, TYPE, Map.of("errand", name), null, exclusiveKey, 0);
    }

    /** Enqueues an errand and commits. */
    UUID enqueue(@Nullable String exclusiveKey, Runnable errand) {
        return enqueue(request(exclusiveKey, errand));
    }

    UUID enqueue(RunRequest request) {
        return Objects.requireNonNull(transaction.execute(status -> enqueue.enqueue(SOMEBODY, request)));
    }

    /** Writes a queued run's row as a process leaves it that dies before it hands it to Quartz. */
    UUID queued(@Nullable String exclusiveKey, @Nullable Instant notBefore, int attempts, Runnable errand) {
        return row(RunState.QUEUED, null, request(exclusiveKey, errand), notBefore, attempts);
    }

    /** Writes a running run's row as a node leaves it that dies, or loses it. */
    UUID running(String node, @Nullable String exclusiveKey, Runnable errand) {
        return Objects.requireNonNull(transaction.execute(status -> {
            UUID id = row(RunState.RUNNING, node, request(exclusiveKey, errand), null, 1);
            jdbc.sql("""
                            insert into job_attempt (run_id, attempt, node, started_at)
                            select id, attempts, node, created_at from job_run where id = :id
                            """).param("id", BinaryUuid.bytes(id)).update();
            return id;
        }));
    }

    private UUID row(
            RunState state, @Nullable String node, RunRequest request, @Nullable Instant notBefore, int attempts) {
        UUID id = BinaryUuid.next();
        jdbc.sql("""
                        insert into job_run (id, type, payload, payload_hash, exclusive_key, priority, state, not_before,
                                             attempts, failures, node, created_by, created_at)
                        values (:id, :type, :payload, :hash, :exclusive, 0, :state, :notBefore,
                                :attempts, :failures, :node, 'test', :now)
                        """)
                .param("id", BinaryUuid.bytes(id))
                .param("type", TYPE)
                .param("payload", "{\"errand\":\"" + request.payload().get("errand") + "\"}")
                .param("hash", new byte[32])
                .param("exclusive", request.exclusiveKey())
                .param("state", state.name())
                .param("notBefore", notBefore == null ? null : Timestamp.from(notBefore))
                .param("attempts", attempts)
                .param("failures", state == RunState.QUEUED ? attempts : 0)
                .param("node", node)
                .param("now", Timestamp.from(Instant.now()))
                .update();
        return id;
    }

    JobRun run(UUID id) {
        return runs.find(id).orElseThrow();
    }

    JobRun await(UUID id, RunState state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> run(id), run -> run.state() == state);
    }
}
