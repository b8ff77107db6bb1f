package dev.orgworks.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.metrics.EnqueueRollup;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rolls organizations up, and reads what came of it. */
@Component
class Rollups {

    private final EnqueueRollup enqueue;
    private final Worker worker;
    private final JdbcClient jdbc;
    private final Today today;

    Rollups(EnqueueRollup enqueue, Worker worker, JdbcClient jdbc, Today today) {
        this.enqueue = enqueue;
        this.worker = worker;
        this.jdbc = jdbc;
        this.today = today;
    }

    UUID enqueue(Desk.Tenant tenant) {
        return enqueue.enqueue(Worker.SOMEBODY, tenant.id);
    }

    /** Rolls up; answers with how many days were summed up. */
    int run(Desk.Tenant tenant) {
        UUID run = enqueue(tenant);
        var attempt = worker.execute(run);
        assertThat(attempt.failure()).isNull();
        assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
        return (int) worker.run(run).outcome().getOrDefault("days", 0);
    }

    /** Every figure is that which the facts, one by one, give. */
    void hold(Desk.Tenant tenant) {
        var expected = new Expected(tenant.facts.values(), tenant.zone(), today.instant());
        assertThat(organization(tenant)).containsExactlyInAnyOrderElementsOf(expected.organization());
        assertThat(team(tenant)).containsExactlyInAnyOrderElementsOf(expected.team(tenant.representatives));
        assertThat(ratings(tenant)).isEqualTo(expected.ratings(tenant.representatives));
    }

    /** All that the tables hold, byte by byte. */
    Map<String, List<String>> everything(Desk.Tenant tenant) {
        Map<String, List<String>> everything = new TreeMap<>();
        Stream.of(
                        "performance_metric",
                        "team_performance",
                        "metric_sum",
                        "metric_day",
                        "metric_open_day",
                        "metric_open_period",
                        "metric_dirty_day")
                .forEach(table -> everything.put(table, rows(table, tenant)));
        return everything;
    }

    /** Carries out the run that the scheduler enqueued. */
    void carryOut(Desk.Tenant tenant) {
        UUID run = jdbc.sql("select id from job_run where organization_id = :id and state = 'QUEUED'")
                .param("id", tenant.id)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                .single();
        assertThat(worker.execute(run).ending()).isEqualTo(Ending.COMPLETED);
    }

    /** While the work is done, the database refuses to write more than so many rows of the organization into a table. */
    void failAt(Desk.Tenant tenant, String table, int writes, Runnable work) {
        jdbc.sql("""
                        create trigger fail_rollup before insert on %s for each row begin
                            if new.organization_id = %d
                               and (select count(*) from %s where organization_id = %d) >= %d then
                                signal sqlstate '45000' set message_text = 'that is enough';
                            end if;
                        end
                        """.formatted(table, tenant.id, table, tenant.id, writes)).update();
        try {
            work.run();
        } finally {
            jdbc.sql("drop trigger fail_rollup").update();
        }
    }

    /** Returns when somebody wants the organization's watermark and does not get it. */
    void untilItWaits(Desk.Tenant tenant) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> jdbc.sql("""
                        select count(*) from information_schema.processlist
                        where info like '%metric_watermark%' and info like :condition and info like '%for update%'
                          and id <> connection_id()
                        """)
                                .param("condition", "%organization_id = " + tenant.id + "%")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    /** From now on nobody knows that anything was rolled up. */
    void forget(Desk.Tenant tenant) {
        jdbc.sql("delete from metric_watermark where organization_id = :id")
                .param("id", tenant.id)
                .update();
    }

    /** All figures are gone, and what they were made of. */
    void lose(Desk.Tenant tenant) {
        forget(tenant);
        Stream.of("performance_metric", "team_performance", "metric_sum", "metric_day")
                .forEach(table -> jdbc.sql("delete from " + table + " where organization_id = :id")
                        .param("id", tenant.id)
                        .update());
    }

    private List<String> rows(String table, Desk.Tenant tenant) {
        return jdbc
                .sql("select * from " + table + " where organization_id = :id")
                .param("id", tenant.id)
                .query((rs, rowNumber) -> {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= rs.getMetaData().getColumnCount(); i++) {
                        Object value = rs.getObject(i);
                        row.append(value instanceof byte[] bytes ? BinaryUuid.of(bytes) : value)
                                .append(' ');
                    }
                    return row.toString();
                })
                .list()
                .stream()
                .sorted()
                .toList();
    }

    private List<String> organization(Desk.Tenant tenant) {
        return jdbc.sql("select * from performance_metric where organization_id = :id")
                .param("id", tenant.id)
                .query((rs, rowNumber) -> bounds(rs)
                        + text(
                                rs,
                                "total_chats",
                                "active_chats",
                                "avg_response_time",
                                "first_contact_resolution",
                                "customer_satisfaction",
                                "escalation_rate",
                                "ai_resolution_rate",
                                "tickets_resolved"))
                .list();
    }

    private List<String> team(Desk.Tenant tenant) {
        return jdbc.sql("select * from team_performance where organization_id = :id")
                .param("id", tenant.id)
                .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("representative_id")) + " " + bounds(rs)
                        + text(
                                rs,
                                "tickets_handled",
                                "avg_response_time",
                                "resolution_rate",
                                "customer_satisfaction",
                                "trend"))
                .list();
    }

    private Map<UUID, Optional<BigDecimal>> ratings(Desk.Tenant tenant) {
        Map<UUID, Optional<BigDecimal>> ratings = new TreeMap<>();
        jdbc.sql("select id, rating from support_representative where organization_id = :id")
                .param("id", tenant.id)
                .query(rs -> {
                    ratings.put(BinaryUuid.of(rs.getBytes("id")), Optional.ofNullable(rs.getBigDecimal("rating")));
                });
        return ratings;
    }

    private static String bounds(ResultSet rs) throws SQLException {
        return "%s %s %s %s"
                .formatted(
                        rs.getString("period"),
                        rs.getString("starts_on"),
                        rs.getTimestamp("period_start").toInstant(),
                        rs.getTimestamp("period_end").toInstant());
    }

    private static String text(ResultSet rs, String... columns) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (String column : columns) {
            String figure = rs.getString(column);
            text.append(' ').append(figure == null ? "-" : figure);
        }
        return text.toString();
    }
}
