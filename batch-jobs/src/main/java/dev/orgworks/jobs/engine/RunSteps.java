package dev.orgworks.jobs.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Makes the steps of one run. Every step of every job is made here, and so is interruptible without loss, refuses to count
 * a rolled-back chunk as written, and can be restarted behind its last chunk.
 *
 * <p>An item is all that one transaction does (a batch of rows, a range of keys): Spring Batch's cost of some milliseconds
 * a chunk is then paid once for thousands of rows, and nothing is observed per row.
 */
public final class RunSteps {

    private final String type;
    private final JobRepository repository;
    private final MakeChunkStep chunks;
    private final WorkSlices slices;
    private final StepInterruptionPolicy interruption;

    RunSteps(
            String type,
            JobRepository repository,
            MakeChunkStep chunks,
            WorkSlices slices,
            StepInterruptionPolicy interruption) {
        this.type = type;
        this.repository = repository;
        this.chunks = chunks;
        this.slices = slices;
        this.interruption = interruption;
    }

    /** How many threads this node lets work on one step. */
    public int threads() {
        return slices.most();
    }

    /** A step that writes each item that the reader gives in a transaction together with the reader's position. */
    public <T> Step each(String name, ItemStreamReader<T> reader, ItemWriter<T> writer) {
        return chunks.of(name, reader, writer, interruption);
    }

    /** A step that does one thing in one transaction, once. */
    public Step once(String name, Runnable work) {
        return each(name, new SequenceReader<>(() -> List.of(name)), chunk -> work.run());
    }

    /** A step that goes through pages along a key; what is done with a page and its last key are one transaction. */
    public <T> Step pages(String name, PageReader<T> pages, Consumer<List<T>> act) {
        return each(name, new KeyReader<>(pages), chunk -> chunk.forEach(act));
    }

    /**
     * A step whose units are worked on by several threads, each unit in a transaction together with its slice's position.
     * When one slice fails or is to stop, the others stop behind their units; the step fails with the first failure.
     *
     * <p>A slice is every n-th unit, so the slices advance side by side through the units and end together, however the work
     * changes along them; all that has to be kept is n and how many units of each slice are done.
     *
     * @param units asked when the step begins; the same at every start
     * @param threads how many slices there are, and threads at most, when the step begins for the first time
     * @param act called by several threads at once; no unit may rely on another one
     */
    public <T> Step spread(String name, Supplier<List<T>> units, int threads, Consumer<T> act) {
        return slices.step(name, threads, false, interruption, () -> spreading(units.get(), act));
    }

    /**
     * A step whose items several threads draw from one source, each item in a transaction of its own. When one thread fails
     * or is to stop, the source is closed and the others stop behind their items; the step fails with the first failure,
     * which may be the source's. Where to go on after a restart is the source's business.
     *
     * @param source opened when the step begins, closed when it ends
     * @param threads how many threads draw at most
     * @param act called by several threads at once; an item whose transaction lost its locks comes again
     */
    public <T> Step draw(String name, Supplier<? extends DrawnItems<T>> source, int threads, Consumer<T> act) {
        return slices.step(name, threads, true, interruption, () -> drawing(source.get(), act));
    }

    /** The job of these steps, one after the other. */
    public Job job(Step first, Step... others) {
        SimpleJobBuilder job = new JobBuilder(type, repository).start(first);
        for (Step step : others) {
            job = job.next(step);
        }
        return job.build();
    }

    private <T> WorkSlices.Shared spreading(List<T> units, Consumer<T> act) {
        return (slice, stop) -> chunks.of(
                slice.getStepName(), StrideReader.of(slice.getStepName(), units), chunk -> chunk.forEach(act), stop);
    }

    private <T> WorkSlices.Shared drawing(DrawnItems<T> source, Consumer<T> act) {
        Map<String, DrawnReader<T>> readers = new ConcurrentHashMap<>();
        return new WorkSlices.Shared() {

            @Override
            public Step slice(StepExecution slice, SharedStop stop) {
                DrawnReader<T> reader =
                        readers.computeIfAbsent(slice.getStepName(), name -> new DrawnReader<>(source, stop));
                reader.continues(slice);
                return chunks.of(slice.getStepName(), reader, chunk -> chunk.forEach(act), stop);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }
}
