package dev.orgworks.domain.metrics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes the figures of open periods anew; those of which nothing is left go. Larger periods are made of the sums of smaller ones. */
@Component
class WritePeriods {

    /** Of which smaller periods the sums of a larger one are made. */
    private static final Map<Period, Period> PARTS = Map.of(
            Period.WEEK, Period.DAY,
            Period.MONTH, Period.DAY,
            Period.QUARTER, Period.MONTH,
            Period.YEAR, Period.QUARTER);

    private static final List<String> WRITTEN = List.of("performance_metric", "team_performance");

    private static final String SUM = """
            insert into metric_sum
                (organization_id, period, starts_on, representative_id,
                 chats, ended, first_contact, escalated, ai_resolved, responded, response_micros,
                 marks, mark_sum, tickets, tickets_done, tickets_resolved)
            select organization_id, :period, :starts, representative_id,
                   sum(chats), sum(ended), sum(first_contact), sum(escalated), sum(ai_resolved), sum(responded),
                   sum(response_micros), sum(marks), sum(mark_sum), sum(tickets), sum(tickets_done), sum(tickets_resolved)
            from metric_sum
            where organization_id = :organization and period = :part and starts_on between :starts and :ends
            group by representative_id
            """;

    private static final String ORGANIZATION = """
            insert into performance_metric
                (id, organization_id, period, starts_on, ends_on, period_start, period_end, total_chats, active_chats,
                 avg_response_time, first_contact_resolution, customer_satisfaction, escalation_rate, ai_resolution_rate,
                 tickets_resolved)
            select %s, o.organization_id, o.period, o.starts_on, o.ends_on, o.period_start, o.period_end,
                   coalesce(sum(s.chats), 0), d.active_chats, %s, %s, %s, %s, %s, coalesce(sum(s.tickets_resolved), 0)
            from metric_open_period o
            join metric_day d on d.organization_id = o.organization_id and d.day = o.last_day
            left join metric_sum s on s.organization_id = o.organization_id and s.period = o.period
                                  and s.starts_on = o.starts_on
            where o.organization_id = :organization and o.period = :period and o.starts_on between :from and :to
            group by o.organization_id, o.period, o.starts_on, d.organization_id, d.day
            """.formatted(
                    id("'performance_metric', o.organization_id, o.period, o.starts_on"),
                    seconds("sum(s.response_micros)", "sum(s.responded)"),
                    percent("sum(s.first_contact)", "sum(s.ended)"),
                    mean("sum(s.mark_sum)", "sum(s.marks)"),
                    percent("sum(s.escalated)", "sum(s.chats)"),
                    percent("sum(s.ai_resolved)", "sum(s.ended)"));

    private static final String TEAM = """
            insert into team_performance
                (id, organization_id, representative_id, period, starts_on, ends_on, period_start, period_end,
                 tickets_handled, avg_response_time, resolution_rate, customer_satisfaction, trend)
            select %s, organization_id, representative_id, period, starts_on, ends_on, period_start, period_end,
                   tickets, response, resolution, satisfaction,
                   case sign(%s + %s - %s)
                        when 1 then 'UP' when -1 then 'DOWN' else 'STABLE' end
            from (
                select o.organization_id, s.representative_id, o.period, o.starts_on, o.ends_on,
                       o.period_start, o.period_end, s.tickets,
                       %s as response, %s as resolution, %s as satisfaction,
                       %s as response_before, %s as resolution_before, %s as satisfaction_before
                from metric_open_period o
                join metric_sum s on s.organization_id = o.organization_id and s.period = o.period
                                 and s.starts_on = o.starts_on and s.representative_id <> :nobody
                left join metric_sum b on b.organization_id = o.organization_id and b.period = o.period
                                      and b.starts_on = o.before_on and b.representative_id = s.representative_id
                where o.organization_id = :organization and o.period = :period and o.starts_on between :from and :to
            ) figures
            """.formatted(
                    id("'team_performance', organization_id, hex(representative_id), period, starts_on"),
                    change("resolution"),
                    change("satisfaction"),
                    change("response"),
                    seconds("s.response_micros", "s.responded"),
                    percent("s.tickets_done", "s.tickets"),
                    mean("s.mark_sum", "s.marks"),
                    seconds("b.response_micros", "b.responded"),
                    percent("b.tickets_done", "b.tickets"),
                    mean("b.mark_sum", "b.marks"));

    private record Span(LocalDate startsOn, LocalDate endsOn) {}

    private final JdbcClient jdbc;

    WritePeriods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the periods that start in one quarter, when all those before them are written. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void write(long organizationId, FindOpen.Periods periods) {
        for (Period period : Period.values()) {
            if (period != Period.YEAR) {
                write(organizationId, period, periods);
            } else if (periods.year()) {
                write(
                        organizationId,
                        period,
                        new FindOpen.Periods(
                                Period.YEAR.start(periods.from()), Period.YEAR.start(periods.from()), true));
            }
        }
    }

    private void write(long organizationId, Period period, FindOpen.Periods periods) {
        Period part = PARTS.get(period);
        if (part != null) {
            delete("metric_sum", organizationId, period, periods);
            sum(organizationId, period, part, periods);
        }
        WRITTEN.forEach(table -> delete(table, organizationId, period, periods));
        fill(ORGANIZATION, organizationId, period, periods).update();
        fill(TEAM, organizationId, period, periods)
                .param("nobody", SumFacts.NOBODY)
                .update();
    }

    /** One by one, so that the database reads no parts but those of the period, whatever it thinks of a join. */
    private void sum(long organizationId, Period period, Period part, FindOpen.Periods periods) {
        for (Span span :
                fill("""
                        select starts_on, ends_on from metric_open_period
                        where organization_id = :organization and period = :period and starts_on between :from and :to
                        """, organizationId, period, periods).query(Span.class).list()) {
            jdbc.sql(SUM)
                    .param("organization", organizationId)
                    .param("period", period.name())
                    .param("part", part.name())
                    .param("starts", span.startsOn())
                    .param("ends", span.endsOn())
                    .update();
        }
    }

    private void delete(String table, long organizationId, Period period, FindOpen.Periods periods) {
        fill("""
                delete m from %s m
                join metric_open_period o on o.organization_id = m.organization_id and o.period = m.period
                                         and o.starts_on = m.starts_on
                where o.organization_id = :organization and o.period = :period and o.starts_on between :from and :to
                """.formatted(table), organizationId, period, periods).update();
    }

    private JdbcClient.StatementSpec fill(String sql, long organizationId, Period period, FindOpen.Periods periods) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("period", period.name())
                .param("from", periods.from())
                .param("to", periods.to());
    }

    /** A UUID of version 8 (RFC 9562: its maker's own) that follows from a key. */
    private static String id(String key) {
        return "unhex(insert(insert(left(sha2(concat_ws(':', " + key + "), 256), 32), 13, 1, '8'), 17, 1, '8'))";
    }

    /** The mean of microseconds in whole seconds, rounded half up. Whole numbers all the way: a quotient would be rounded twice. */
    private static String seconds(String micros, String count) {
        return "((2 * %s + 1000000 * %s) div nullif(2000000 * %s, 0))".formatted(micros, count, count);
    }

    /** A percentage of two places, rounded half up. */
    private static String percent(String part, String whole) {
        return "(((20000 * %s + %s) div nullif(2 * %s, 0)) / 100)".formatted(part, whole, whole);
    }

    /** A mean of two places, rounded half up, of what has two places. */
    static String mean(String sum, String count) {
        return "(((200 * %s + %s) div nullif(2 * %s, 0)) / 100)".formatted(sum, count, count);
    }

    /** 1: more by more than 5 % than it was; -1: less by more than 5 %; 0: neither; null: there is nothing to compare. */
    private static String change(String figure) {
        return "coalesce((100 * %1$s > 105 * %1$s_before) - (100 * %1$s < 95 * %1$s_before), 0)".formatted(figure);
    }
}
