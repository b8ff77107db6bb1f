package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.jobs.engine.BatchJob;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Measures the queue when somebody looks, by type of job. Every node measures the whole queue, so over all nodes it is the
 * greatest value, not the sum. Organizations are no tags: there may be thousands.
 */
@Component
class MeasureQueue implements MeterBinder {

    /** One look at the database serves all the gauges of a scrape. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final List<String> types;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private Map<String, Measured> measured = Map.of();
    private Instant measuredAt = Instant.MIN;

    MeasureQueue(List<BatchJob> jobs, JdbcClient jdbc, InstantSource clock) {
        this.types = jobs.stream().map(BatchJob::type).toList();
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Runs of one type.
     *
     * @param oldestSeconds since when the oldest that is due stands in the queue
     * @param late of the queued ones those of which somebody was warned
     * @param rowsPerSecond of all that run together, each since its phase began
     */
    private record Measured(
            String type, long queued, double oldestSeconds, long late, long running, double rowsPerSecond) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String type : types) {
            gauge(registry, type, "queued", "Queued runs", Measured::queued);
            gauge(
                    registry,
                    type,
                    "oldest.seconds",
                    "Age of the oldest queued run that is due",
                    Measured::oldestSeconds);
            gauge(registry, type, "queued.late", "Queued runs that could have started long ago", Measured::late);
            gauge(registry, type, "running", "Running runs", Measured::running);
            gauge(registry, type, "rows.per.second", "Rows a second of all running runs", Measured::rowsPerSecond);
        }
    }

    private void gauge(
            MeterRegistry registry, String type, String name, String description, ToDoubleFunction<Measured> value) {
        Gauge.builder("orgworks.jobs." + name, this, queue -> queue.measure(type, value))
                .description(description)
                .tag("type", type)
                .register(registry);
    }

    private synchronized double measure(String type, ToDoubleFunction<Measured> value) {
        Instant now = clock.instant();
        if (measuredAt.isBefore(now.minus(FRESH))) {
            measured = look(now);
            measuredAt = now;
        }
        Measured one = measured.get(type);
        return one == null ? 0 : value.applyAsDouble(one);
    }

    private Map<String, Measured> look(Instant now) {
        return jdbc
                .sql("""
                        select type,
                               sum(state = 'QUEUED') as queued,
                               sum(state = 'QUEUED' and alarmed_at is not null) as late,
                               min(case when state = 'QUEUED' and (not_before is null or not_before <= :now)
                                        then coalesce(not_before, created_at) end) as oldest,
                               sum(state <> 'QUEUED') as running,
                               sum(case when state = 'RUNNING' and phase_started_at < :now and progress_done > progress_base
                                        then (progress_done - progress_base) * 1000000
                                             / timestampdiff(microsecond, phase_started_at, :now)
                                        else 0 end) as rows_per_second
                        from job_run where state in (:states) group by type
                        """)
                .param("now", Timestamp.from(now))
                .param("states", List.of(RunState.QUEUED.name(), RunState.RUNNING.name(), RunState.CANCELLING.name()))
                .query((rs, rowNumber) -> {
                    Timestamp oldest = rs.getTimestamp("oldest");
                    return new Measured(
                            rs.getString("type"),
                            rs.getLong("queued"),
                            oldest == null
                                    ? 0
                                    : Duration.between(oldest.toInstant(), now).toMillis() / 1_000.0,
                            rs.getLong("late"),
                            rs.getLong("running"),
                            rs.getDouble("rows_per_second"));
                })
                .list()
                .stream()
                .collect(Collectors.toMap(Measured::type, one -> one));
    }
}
