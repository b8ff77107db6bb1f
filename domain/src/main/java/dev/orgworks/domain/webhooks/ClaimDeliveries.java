package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.secrets.SealSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes deliveries that are due, so that no other node does: in a short transaction, with a lease. Those of disabled endpoints
 * and of deleted organizations wait.
 */
@Component
class ClaimDeliveries {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SealSecret seal;
    private final WebhookSettings settings;
    private final InstantSource clock;

    ClaimDeliveries(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            SealSecret seal,
            WebhookSettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.seal = seal;
        this.settings = settings;
        this.clock = clock;
    }

    /** An endpoint for which something is due. */
    record Due(long endpointId, long organizationId) {}

    /** The endpoints for which something is due. */
    List<Due> due() {
        return jdbc.sql("""
                        select e.id, e.organization_id from webhook_endpoint e
                        join organization o on o.id = e.organization_id and o.deleted_at is null
                        where e.state = 'ENABLED'
                          and exists (select 1 from webhook_delivery d
                                      where d.endpoint_id = e.id and d.state = 'QUEUED' and d.next_attempt_at <= :now)
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query((rs, rowNumber) -> new Due(rs.getLong("id"), rs.getLong("organization_id")))
                .list();
    }

    /** Takes those of an endpoint that have been due for longest. */
    List<ClaimedDelivery> claim(long endpointId, int limit) {
        return transaction.execute(status -> claimInTransaction(endpointId, limit, clock.instant()));
    }

    private List<ClaimedDelivery> claimInTransaction(long endpointId, int limit, Instant now) {
        List<Long> due = jdbc.sql("""
                        select id from webhook_delivery
                        where endpoint_id = :endpoint and state = 'QUEUED' and next_attempt_at <= :now
                        order by next_attempt_at, id limit :limit for update skip locked
                        """)
                .param("endpoint", endpointId)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(Long.class)
                .list();
        if (due.isEmpty()) {
            return List.of();
        }
        List<ClaimedDelivery> claimed = jdbc.sql("""
                        select d.id, d.endpoint_id, d.attempts, d.claim, v.uuid as event_uuid, v.payload,
                               e.url, e.uuid, e.secret, e.previous_secret, e.previous_until
                        from webhook_delivery d
                        join webhook_event v on v.id = d.event_id
                        join webhook_endpoint e on e.id = d.endpoint_id and e.state = 'ENABLED'
                        where d.id in (:ids) order by d.next_attempt_at, d.id
                        """)
                .param("ids", due)
                .query((rs, rowNumber) -> row(rs, now))
                .list();
        if (!claimed.isEmpty()) {
            jdbc.sql("""
                            update webhook_delivery set state = 'SENDING', claim = claim + 1, locked_until = :until
                            where id in (:ids) and state = 'QUEUED'
                            """)
                    .param("until", Timestamp.from(now.plus(settings.lease())))
                    .param("ids", claimed.stream().map(ClaimedDelivery::id).toList())
                    .update();
        }
        return claimed;
    }

    private ClaimedDelivery row(ResultSet rs, Instant now) throws SQLException {
        byte[] uuid = rs.getBytes("uuid");
        List<byte[]> keys = new ArrayList<>();
        keys.add(seal.open(rs.getBytes("secret"), uuid));
        Timestamp until = rs.getTimestamp("previous_until");
        if (until != null && now.isBefore(until.toInstant())) {
            keys.add(seal.open(rs.getBytes("previous_secret"), uuid));
        }
        return new ClaimedDelivery(
                rs.getLong("id"),
                rs.getLong("endpoint_id"),
                BinaryUuid.of(rs.getBytes("event_uuid")),
                rs.getString("url"),
                rs.getString("payload"),
                List.copyOf(keys),
                rs.getInt("attempts"),
                rs.getInt("claim") + 1);
    }
}
