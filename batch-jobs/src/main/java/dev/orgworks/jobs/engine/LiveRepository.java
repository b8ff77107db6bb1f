package dev.orgworks.jobs.engine;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The job repository for executions that are alive. To one that was fenced, a worker that wakes up late can neither add a
 * step, which nothing would have fenced, nor write an end, which might refuse the next restart.
 */
@Component
class LiveRepository {

    private final JobRepository guarded;
    private final JdbcClient jdbc;

    LiveRepository(JobRepository repository, JdbcClient jdbc) {
        this.jdbc = jdbc;
        ProxyFactory proxy = new ProxyFactory(repository);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (call.getMethod().getName().equals("update")
                    && call.getArguments()[0] instanceof JobExecution execution) {
                return isFenced(execution.getId()) ? null : call.proceed();
            }
            Object result = call.proceed();
            if (call.getMethod().getName().equals("createStepExecution") && result instanceof StepExecution step) {
                refuseFenced(repository, step);
            }
            return result;
        });
        this.guarded = (JobRepository) proxy.getProxy();
    }

    JobRepository get() {
        return guarded;
    }

    private void refuseFenced(JobRepository repository, StepExecution step) {
        if (isFenced(step.getJobExecutionId())) {
            repository.deleteStepExecution(step);
            throw new OptimisticLockingFailureException(
                    "Another worker took the job over before " + step.getStepName());
        }
    }

    /** Waits for a fence that is being put up. */
    private boolean isFenced(long jobExecution) {
        return jdbc.sql(
                        "select EXIT_CODE = 'FENCED' from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = :id lock in share mode")
                .param("id", jobExecution)
                .query(Boolean.class)
                .single();
    }
}
