package dev.orgworks.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.JobSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Which failures are tried again, and when. */
class PassingFailureTest {

    private static final JobSettings SETTINGS = new JobSettings(
            8, 5, Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofDays(90));

    static Stream<Throwable> passing() {
        return Stream.of(
                new SQLException("Deadlock found when trying to get lock", "40001", 1213),
                new SQLException("Lock wait timeout exceeded", "HY000", 1205),
                new SQLException("Too many connections", "08004", 1040),
                new SQLException("The table is full", "HY000", 1114),
                new SQLException("Communications link failure", "08S01", 0),
                new BatchUpdateException("Deadlock found", "40001", 1213, new int[0]),
                new SQLTransientConnectionException("Connection is not available, request timed out"),
                new CannotAcquireLockException("a lock"),
                new OptimisticLockingFailureException("a version"),
                new CannotCreateTransactionException("no connection"),
                new DataAccessResourceFailureException("no answer", new SQLException("gone", "08S01", 0)),
                new UncategorizedSQLException("a statement", null, new SQLException("gone away", "HY000", 2006)),
                new TransactionSystemException("commit", new SQLException("Lost connection", "HY000", 2013)),
                new IllegalStateException("a step", new UncheckedIOException(new IOException("Input/output error"))),
                new UncheckedIOException(new FileSystemException("upload", null, "Stale file handle")));
    }

    static Stream<Throwable> lasting() {
        return Stream.of(
                new InvalidInputException("file", "NOT_CSV", "No roster"),
                new InvalidInputException("file", "NOT_CSV", "No roster") {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public synchronized Throwable getCause() {
                        return new IOException("what reading it said");
                    }
                },
                new IllegalStateException("12 learners, but the plan says 13"),
                new IllegalArgumentException("a fault of ours", new NullPointerException()),
                new DataIntegrityViolationException("no null", new SQLException("cannot be null", "23000", 1048)),
                new SQLException("You have an error in your SQL syntax", "42000", 1064),
                new UncheckedIOException(new NoSuchFileException("upload")),
                new UncheckedIOException(new MalformedInputException(1)),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_may_pass_is_tried_again(Throwable failure) {
        assertThat(rule(failure, 1)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void what_will_come_again_is_final(Throwable failure) {
        assertThat(rule(failure, 1)).isEmpty();
    }

    @RepeatedTest(20)
    void the_waits_double_up_to_a_limit_and_are_never_quite_the_same() {
        List<Long> waits = IntStream.rangeClosed(1, 5)
                .mapToObj(failures -> rule(new CannotAcquireLockException("a lock"), failures)
                        .orElseThrow()
                        .toMillis())
                .toList();

        List<Long> longest = List.of(2_000L, 4_000L, 8_000L, 16_000L, 20_000L);
        assertThat(waits).zipSatisfy(longest, (wait, most) -> assertThat(wait).isBetween(most / 2, most));
    }

    @Test
    void after_so_many_failures_the_run_is_given_up() {
        assertThat(rule(new CannotAcquireLockException("a lock"), 5)).isPresent();
        assertThat(rule(new CannotAcquireLockException("a lock"), 6)).isEmpty();
    }

    @Test
    void a_circle_of_causes_ends() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("other", one));

        assertThat(rule(one, 1)).isEmpty();
    }

    private static Optional<Duration> rule(Throwable failure, int failures) {
        return new UsualRetryRule(SETTINGS).retryAfter(failure, failures);
    }
}
