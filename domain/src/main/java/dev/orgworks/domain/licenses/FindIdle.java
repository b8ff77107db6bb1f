package dev.orgworks.domain.licenses;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds seats that nobody uses, of pools that reclaim those. A seat counts as used when it is given; one that is suspended, or
 * whose pool has expired, cannot be used and is left alone.
 */
@Component
class FindIdle {

    /** Ends with what makes a warning due, or the reclaiming. */
    private static final String IDLE = """
            select s.* from license_seat s join license_pool p on p.id = s.pool_id
            where s.organization_id = :organization and s.live = 1 and s.state = 'ACTIVE' and p.idle_days is not null
              and (p.expires_at is null or p.expires_at > date_sub(:now, interval p.grace_days day))
            """;

    private static final String TO_WARN = """
              and s.warned_at is null
              and coalesce(s.last_used_at, s.given_at)
                  <= date_sub(:now, interval greatest(0, p.idle_days - p.idle_notice_days) day)
            """;

    private static final String TO_RECLAIM = """
              and s.warned_at <= date_sub(:now, interval p.idle_notice_days day)
              and coalesce(s.last_used_at, s.given_at) <= date_sub(:now, interval p.idle_days day)
            """;

    private final JdbcClient jdbc;

    FindIdle(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those behind one whose holders are to be told. */
    List<Seat> toWarn(long organizationId, Instant now, long last, int limit) {
        return page(TO_WARN, organizationId, now, last, limit);
    }

    /** Those behind one whose holders were told long enough ago. */
    List<Seat> toReclaim(long organizationId, Instant now, long last, int limit) {
        return page(TO_RECLAIM, organizationId, now, last, limit);
    }

    /** Those of some seats that are to be reclaimed still; nobody uses them before the transaction ends. */
    List<Seat> lockedToReclaim(long organizationId, Instant now, Collection<Long> ids) {
        jdbc.sql("select id from license_seat where id in (:ids) order by id for update")
                .param("ids", ids)
                .query(Long.class)
                .list();
        return jdbc.sql(IDLE + TO_RECLAIM + " and s.id in (:ids) order by s.id")
                .param("organization", organizationId)
                .param("now", Timestamp.from(now))
                .param("ids", ids)
                .query(FindSeats::row)
                .list();
    }

    private List<Seat> page(String due, long organizationId, Instant now, long last, int limit) {
        return jdbc.sql(IDLE + due + " and s.id > :last order by s.id limit :limit")
                .param("organization", organizationId)
                .param("now", Timestamp.from(now))
                .param("last", last)
                .param("limit", limit)
                .query(FindSeats::row)
                .list();
    }
}
