package dev.orgworks.jobs.engine;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.jobs.Worker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A job that writes the numbers from 1 on, each in a chunk of its own and in one step of any kind, and lets the test interfere inside the chunk. */
@Component
class ScriptedJob implements BatchJob {

    static final String TYPE = "scripted";

    /** What happens inside a number's chunk, behind its insert. */
    interface Script {
        void wrote(int row) throws Exception;
    }

    /** A kind of step. */
    interface Kind {
        Step step(RunSteps steps, Supplier<List<Integer>> numbers, Consumer<Integer> write);
    }

    static final Script NOTHING = row -> {};

    static final Kind EACH = (steps, numbers, write) ->
            steps.each("numbers", new SequenceReader<>(numbers), chunk -> chunk.forEach(write));

    static Kind spread(int threads) {
        return (steps, numbers, write) -> steps.spread("numbers", numbers, threads, write);
    }

    private final Map<UUID, Script> scripts = new ConcurrentHashMap<>();
    private final Map<UUID, Kind> kinds = new ConcurrentHashMap<>();
    private final JdbcClient jdbc;
    private final EnqueueRun enqueue;
    private final TransactionTemplate transaction;

    ScriptedJob(JdbcClient jdbc, EnqueueRun enqueue, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.enqueue = enqueue;
        this.transaction = transaction;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        int rows = (int) run.number("rows");
        return steps.job(kinds.getOrDefault(run.id(), EACH)
                .step(steps, () -> IntStream.rangeClosed(1, rows).boxed().toList(), row -> write(run.id(), row)));
    }

    private void write(UUID runId, int row) {
        jdbc.sql("insert into test_row (run_id, n) values (:run, :n)")
                .param("run", BinaryUuid.bytes(runId))
                .param("n", row)
                .update();
        try {
            scripts.getOrDefault(runId, NOTHING).wrote(row);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Enqueues a run of so many numbers. */
    UUID enqueue(int rows, Script script) {
        return enqueue(EACH, rows, script);
    }

    /** Enqueues a run of so many numbers, with a step of some kind. */
    UUID enqueue(Kind kind, int rows, Script script) {
        UUID id = Objects.requireNonNull(transaction.execute(status ->
                enqueue.enqueue(Worker.SOMEBODY, new RunRequest(null, TYPE, Map.of("rows", rows), null, null, 0))));
        become(id, kind);
        follow(id, script);
        return id;
    }

    /** From now on the run's step is of this kind. */
    void become(UUID runId, Kind kind) {
        kinds.put(runId, kind);
    }

    /** From now on this happens in the run's chunks. */
    void follow(UUID runId, Script script) {
        scripts.put(runId, script);
    }

    /** What the run wrote, in order. */
    List<Integer> rows(UUID runId) {
        return jdbc.sql("select n from test_row where run_id = :run order by n")
                .param("run", BinaryUuid.bytes(runId))
                .query(Integer.class)
                .list();
    }

    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
