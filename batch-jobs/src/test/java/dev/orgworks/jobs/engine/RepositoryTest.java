package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.jobs.JobsTest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.batch.autoconfigure.JobLauncherApplicationRunner;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchDataSourceScriptDatabaseInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/** Spring Batch's repository as it is set up here. */
@JobsTest
class RepositoryTest {

    private final JobRepository repository;

    @Autowired
    RepositoryTest(JobRepository repository) {
        this.repository = repository;
    }

    @Test
    void an_instance_has_one_running_execution_at_most() {
        JobParameters parameters = new JobParametersBuilder()
                .addString("runId", UUID.randomUUID().toString())
                .toJobParameters();
        JobInstance instance = repository.createJobInstance("guarded", parameters);
        JobExecution running = repository.createJobExecution(instance, parameters, new ExecutionContext());

        assertThatThrownBy(() -> repository.createJobExecution(instance, parameters, new ExecutionContext()))
                .isInstanceOf(DuplicateKeyException.class);

        running.setStatus(BatchStatus.FAILED);
        repository.update(running);
        assertThat(repository.createJobExecution(instance, parameters, new ExecutionContext()))
                .isNotNull();
    }

    @Test
    void executions_are_created_without_locking_what_others_create() throws Exception {
        Method create = JobRepository.class.getMethod(
                "createJobExecution", JobInstance.class, JobParameters.class, ExecutionContext.class);

        assertThat(Arrays.stream(((Advised) repository).getAdvisors())
                        .map(advisor -> advisor.getAdvice())
                        .filter(TransactionInterceptor.class::isInstance)
                        .map(advice -> isolation((TransactionInterceptor) advice, create)))
                .containsExactly(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Test
    void no_job_runs_and_no_table_is_made_just_because_the_process_starts(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(JobLauncherApplicationRunner.class)).isEmpty();
        assertThat(context.getBeansOfType(BatchDataSourceScriptDatabaseInitializer.class))
                .isEmpty();
    }

    private static int isolation(TransactionInterceptor interceptor, Method method) {
        var source = interceptor.getTransactionAttributeSource();
        TransactionAttribute attribute = source == null ? null : source.getTransactionAttribute(method, null);
        return attribute == null ? -1 : attribute.getIsolationLevel();
    }
}
