package dev.orgworks.domain.invites;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down which invites have expired; whoever reads one sees it without that. */
@Component
class ExpireInvites implements Clearing {

    private final JdbcClient jdbc;
    private final LockInvites lock;

    ExpireInvites(JdbcClient jdbc, LockInvites lock) {
        this.jdbc = jdbc;
        this.lock = lock;
    }

    @Override
    public String name() {
        return "invites.expired";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Long> over = jdbc.sql("""
                        select id from organization_invite
                        where state = 'PENDING' and expires_at <= :now
                        order by expires_at limit :limit for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(Long.class)
                .list();
        lock.upToDate(over);
        return over.size();
    }
}
