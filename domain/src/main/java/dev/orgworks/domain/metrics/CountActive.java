package dev.orgworks.domain.metrics;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts the conversations that are open at the end of each day, from the first open day on: each day goes on from the one before it. */
@Component
class CountActive {

    private final JdbcClient jdbc;

    CountActive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Counts them when all open days are summed up. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void count(long organizationId) {
        Optional<LocalDate> from = from(organizationId);
        if (from.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        update metric_day d join (
                            select day, :before + sum(net) over (order by day) as active_chats from (
                                select c.day, coalesce(o.chats, 0) - c.ended_chats as net
                                from metric_day c
                                left join (select starts_on, sum(chats) as chats from metric_sum
                                           where organization_id = :organization and period = 'DAY' and starts_on >= :from
                                           group by starts_on) o on o.starts_on = c.day
                                where c.organization_id = :organization and c.day >= :from) nets) a on a.day = d.day
                        set d.active_chats = a.active_chats
                        where d.organization_id = :organization and d.active_chats <> a.active_chats
                        """)
                .param("organization", organizationId)
                .param("from", from.get())
                .param("before", before(organizationId, from.get()))
                .update();
    }

    /** Writes the counts into periods that end on those days, whether or not they are open. */
    void spread(long organizationId) {
        from(organizationId)
                .ifPresent(from -> jdbc.sql("""
                        update performance_metric m
                        join (select max(day) as day from metric_day where organization_id = :organization) today
                        join metric_day d on d.organization_id = :organization and d.day = least(m.ends_on, today.day)
                        set m.active_chats = d.active_chats
                        where m.organization_id = :organization and m.ends_on >= :from and m.active_chats <> d.active_chats
                        """)
                        .param("organization", organizationId)
                        .param("from", from)
                        .update());
    }

    private Optional<LocalDate> from(long organizationId) {
        return jdbc.sql("select min(day) as day from metric_open_day where organization_id = :organization")
                .param("organization", organizationId)
                .query((rs, rowNumber) -> Optional.ofNullable(rs.getObject("day", LocalDate.class)))
                .single();
    }

    private long before(long organizationId, LocalDate from) {
        return jdbc.sql("""
                        select active_chats from metric_day
                        where organization_id = :organization and day < :from order by day desc limit 1
                        """)
                .param("organization", organizationId)
                .param("from", from)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }
}
