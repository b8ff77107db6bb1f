package dev.orgworks.domain.metrics;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sums the facts of days up, anew: the only reader of conversations and tickets among the rollup's acts. */
@Component
public class SumFacts {

    private static final String SUM = """
            insert into metric_sum
                (organization_id, period, starts_on, representative_id,
                 chats, ended, first_contact, escalated, ai_resolved, responded, response_micros,
                 marks, mark_sum, tickets, tickets_done, tickets_resolved)
            select :organization, 'DAY', :day, representative_id,
                   sum(chats), sum(ended), sum(first_contact), sum(escalated), sum(ai_resolved),
                   sum(responded), sum(response_micros), sum(marks), sum(mark_sum),
                   sum(tickets), sum(tickets_done), sum(tickets_resolved)
            from (
                select coalesce(c.representative_id, :nobody) as representative_id,
                       count(*) as chats,
                       count(c.ended_at) as ended,
                       count(case when c.resolved_at_first_contact then c.ended_at end) as first_contact,
                       count(case when c.escalated then 1 end) as escalated,
                       count(case when c.handled_by = 'AI' and not c.escalated then c.ended_at end) as ai_resolved,
                       count(c.first_response_at) as responded,
                       coalesce(sum(greatest(0, timestampdiff(microsecond, c.opened_at, c.first_response_at))), 0)
                           as response_micros,
                       count(c.rating) as marks,
                       coalesce(sum(c.rating), 0) as mark_sum,
                       0 as tickets, 0 as tickets_done, 0 as tickets_resolved
                from support_conversation c
                where c.organization_id = :organization and c.opened_at >= :begins and c.opened_at < :ends
                group by c.representative_id
                union all
                select t.assigned_to, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*), count(t.resolved_at), 0
                from support_ticket t
                where t.organization_id = :organization and t.created_at >= :begins and t.created_at < :ends
                  and t.assigned_to is not null
                group by t.assigned_to
                union all
                select coalesce(t.assigned_to, :nobody), 0, 0, 0, 0, 0, 0, 0, count(t.customer_satisfaction_score),
                       coalesce(sum(t.customer_satisfaction_score), 0), 0, 0, count(*)
                from support_ticket t
                where t.organization_id = :organization and t.resolved_at >= :begins and t.resolved_at < :ends
                group by t.assigned_to) facts
            group by representative_id
            """;

    private static final String ENDED = """
            update metric_day
            set ended_chats = (select count(*) from support_conversation c
                               where c.organization_id = :organization and c.ended_at >= :begins and c.ended_at < :ends)
            where organization_id = :organization and day = :day
            """;

    /** Whose facts are that no representative has. */
    static final byte[] NOBODY = new byte[16];

    private final JdbcClient jdbc;

    SumFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Day(LocalDate day, Timestamp begins, Timestamp ends) {}

    /** Puts the sums of days in the place of those that there were. Days of different units may be summed up at the same time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sum(long organizationId, List<LocalDate> days) {
        clear(organizationId, days);
        for (Day day : bounds(organizationId, days)) {
            fill(SUM, organizationId, day).param("nobody", NOBODY).update();
            fill(ENDED, organizationId, day).update();
        }
    }

    private JdbcClient.StatementSpec fill(String sql, long organizationId, Day day) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("day", day.day())
                .param("begins", day.begins())
                .param("ends", day.ends());
    }

    private void clear(long organizationId, List<LocalDate> days) {
        jdbc.sql("""
                        delete from metric_sum
                        where organization_id = :organization and period = 'DAY' and starts_on in (:days)
                        """).param("organization", organizationId).param("days", days).update();
    }

    private List<Day> bounds(long organizationId, List<LocalDate> days) {
        return jdbc.sql("""
                        select day, begins_at, ends_at from metric_day
                        where organization_id = :organization and day in (:days) order by day
                        """)
                .param("organization", organizationId)
                .param("days", days)
                .query((rs, rowNumber) -> new Day(
                        rs.getObject("day", LocalDate.class), rs.getTimestamp("begins_at"), rs.getTimestamp("ends_at")))
                .list();
    }
}
