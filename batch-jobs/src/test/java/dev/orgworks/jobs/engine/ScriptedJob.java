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
import java.util.stream.IntStream;
import org.springframework.batch.core.job.Job;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A job that writes the numbers from 1 on, each in a chunk of its own, and lets the test interfere inside the chunk. */
@Component
class ScriptedJob implements BatchJob {

    static final String TYPE = "scripted";

    /** What happens inside a number's chunk, behind its insert. */
    interface Script {
        void wrote(int row) throws Exception;
    }

    static final Script NOTHING = row -> {};

    private final Map<UUID, Script> scripts = new ConcurrentHashMap<>();
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
        var numbers = new SequenceReader<>(
                () -> IntStream.rangeClosed(1, (int) run.number("rows")).boxed().toList());
        return steps.job(steps.each("numbers", numbers, chunk -> {
            for (int row : chunk) {
                jdbc.sql("insert into test_row (run_id, n) values (:run, :n)")
                        .param("run", BinaryUuid.bytes(run.id()))
                        .param("n", row)
                        .update();
                scripts.getOrDefault(run.id(), NOTHING).wrote(row);
            }
        }));
    }

    /** Enqueues a run of so many numbers. */
    UUID enqueue(int rows, Script script) {
        UUID id = Objects.requireNonNull(transaction.execute(status ->
                enqueue.enqueue(Worker.SOMEBODY, new RunRequest(null, TYPE, Map.of("rows", rows), null, null, 0))));
        follow(id, script);
        return id;
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
