package dev.orgworks.api.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.SimplePropertySqlParameterSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The import that one would usually write with Spring Batch: a FlatFileItemReader, a JdbcBatchItemWriter with an upsert,
 * chunks of 1,000, a pool and a driver with nothing set. No staging, no plan, no journal, no progress for people.
 *
 * <p>Runs in a process of its own, on a schema of its own with Spring Batch's tables, and says at its end how long it took:
 * {@code seconds heap-MB resident-MB}.
 */
final class UsualImport {

    /** Of the table {@code learner} in the schema, which has the columns and keys of the product's. */
    private static final String UPSERT = """
            insert into learner (organization_id, external_key, login_key, external_id, login, first_name, last_name, email,
                                 role, grade, school, status, import_id, created_at, updated_at)
            values (1, :userId, lower(:loginId), :userId, :loginId, :firstName, :lastName, :email,
                    :role, :grade, :schoolId, upper(:status), 1, now(6), now(6))
            on duplicate key update
              login_key = values(login_key), login = values(login), first_name = values(first_name),
              last_name = values(last_name), email = values(email), role = values(role), grade = values(grade),
              school = values(school), status = values(status), updated_at = values(updated_at)
            """;

    private UsualImport() {}

    /** A row of the roster, as {@link Person#HEADER} names its columns. */
    record Row(
            String userId,
            String loginId,
            String firstName,
            String lastName,
            String email,
            String role,
            String grade,
            String schoolId,
            String status) {}

    /** No {@code @Configuration}: the product, started from the tests' class path, would find it. */
    @EnableBatchProcessing
    @EnableJdbcJobRepository
    static class Batch {

        @Bean
        DataSource dataSource() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(System.getenv("ORGWORKS_DATASOURCE_URL"));
            pool.setUsername(System.getenv("ORGWORKS_DATASOURCE_USERNAME"));
            pool.setPassword(System.getenv("ORGWORKS_DATASOURCE_PASSWORD"));
            return pool;
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }

    /** Called with the roster for the warm-up and its rows, the roster and how many rows of it, and this process's log of collections. */
    public static void main(String[] arguments) throws JobExecutionException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        try (var context = new AnnotationConfigApplicationContext(Batch.class)) {
            DataSource dataSource = context.getBean(DataSource.class);
            new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-mysql.sql"))
                    .execute(dataSource);
            run(context, arguments[0], Integer.parseInt(arguments[1]));
            new JdbcTemplate(dataSource).execute("truncate table learner");
            Peaks peaks = new Peaks(ProcessHandle.current(), Path.of(arguments[4]));
            peaks.begin();
            long begin = System.nanoTime();
            run(context, arguments[2], Integer.parseInt(arguments[3]));
            double seconds = (System.nanoTime() - begin) / 1e9;
            Peaks.Memory memory = peaks.end();
            System.out.println(seconds + " " + memory.heap() + " " + memory.resident());
        }
    }

    private static void run(AnnotationConfigApplicationContext context, String roster, int rows)
            throws JobExecutionException {
        JobExecution execution = context.getBean(JobOperator.class)
                .start(
                        job(context, roster, rows),
                        new JobParametersBuilder().addString("roster", roster).toJobParameters());
        long written = execution.getStepExecutions().iterator().next().getWriteCount();
        if (execution.getStatus() != BatchStatus.COMPLETED || written != rows) {
            throw new IllegalStateException(
                    "ended " + execution.getStatus() + " after " + written + " of " + rows + " rows");
        }
    }

    private static Job job(AnnotationConfigApplicationContext context, String roster, int rows) {
        var reader = new FlatFileItemReaderBuilder<Row>()
                .name("roster")
                .resource(new FileSystemResource(roster))
                .linesToSkip(1)
                .maxItemCount(rows)
                .delimited()
                .names("userId", "loginId", "firstName", "lastName", "email", "role", "grade", "schoolId", "status")
                .targetType(Row.class)
                .build();
        var writer = new JdbcBatchItemWriterBuilder<Row>()
                .dataSource(context.getBean(DataSource.class))
                .sql(UPSERT)
                .itemSqlParameterSourceProvider(SimplePropertySqlParameterSource::new)
                .build();
        writer.afterPropertiesSet();
        JobRepository repository = context.getBean(JobRepository.class);
        var step = new StepBuilder("import", repository)
                .<Row, Row>chunk(1_000)
                .transactionManager(context.getBean(PlatformTransactionManager.class))
                .reader(reader)
                .writer(writer)
                .build();
        return new JobBuilder("usualImport", repository).start(step).build();
    }
}
