package dev.orgworks.jobs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.RunIdIncrementer;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.context.annotation.Profile;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;

/** Walks into every trap, for the rules that refuse them. Never instantiated. */
final class TrapSamples {

    private TrapSamples() {}

    static void stops(JobOperator operator, JobExecution execution) throws Exception {
        operator.stop(execution);
    }

    static JobBuilder increments(JobBuilder job) {
        return job.incrementer(new RunIdIncrementer());
    }

    static void threads(ChunkOrientedStepBuilder<String, String> step) {
        step.taskExecutor(new SimpleAsyncTaskExecutor()).faultTolerant();
    }

    static void repeats(StepBuilder step) {
        step.allowStartIfComplete(true);
    }

    static List<Throwable> failures(JobExecution execution) {
        return execution.getAllFailureExceptions();
    }

    static void readsFiles(FlatFileItemReader<String> reader) throws Exception {
        reader.read();
    }

    /** Shared by everybody. */
    @Component
    @Profile("never")
    static final class SharedReader implements ItemReader<String> {

        @Override
        public @Nullable String read() {
            return null;
        }
    }
}
