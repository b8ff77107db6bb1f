package dev.orgworks.jobs.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.stereotype.Component;

/** Makes the steps whose slices are worked on at the same time. */
@Component
class WorkSlices {

    /** What the slices of one step share while it is worked on. */
    interface Shared extends AutoCloseable {

        /** The step of one slice; asked again when the slice is begun again. */
        Step slice(StepExecution slice, SharedStop stop);

        /** When all slices came to their ends, and before that when one of them stops the others: it may come twice. */
        @Override
        default void close() {}
    }

    private final JobRepository repository;
    private final EngineThreads threads;

    WorkSlices(LiveRepository repository, EngineThreads threads) {
        this.repository = repository.get();
        this.threads = threads;
    }

    /** How many threads work on one step at most. */
    int most() {
        return threads.most();
    }

    /**
     * A step of so many slices, named "1of2" and "2of2". Their number is that of the step's first start.
     *
     * @param repeat whether slices that came to their end are begun again too when the step is
     */
    Step step(String name, int slices, boolean repeat, StepInterruptionPolicy policy, Supplier<? extends Shared> open) {
        var splitter = new SimpleStepExecutionSplitter(repository, name, WorkSlices::names);
        splitter.setAllowStartIfComplete(repeat);
        return new StepBuilder(name, repository)
                .partitioner(name, WorkSlices::names)
                .splitter(splitter)
                .partitionHandler(new LocalSlices(repository, threads, slices, policy, open))
                .build();
    }

    private static Map<String, ExecutionContext> names(int slices) {
        Map<String, ExecutionContext> names = new HashMap<>();
        for (int i = 1; i <= slices; i++) {
            names.put(i + "of" + slices, new ExecutionContext());
        }
        return names;
    }
}
