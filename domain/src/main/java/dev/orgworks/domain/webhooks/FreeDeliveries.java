package dev.orgworks.domain.webhooks;

import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes deliveries back from nodes that have crashed. Whether the endpoint got them nobody knows: it gets them again, under the
 * same {@code webhook-id}.
 */
@Component
class FreeDeliveries {

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    FreeDeliveries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void free() {
        jdbc.sql("""
                        update webhook_delivery set state = 'QUEUED', next_attempt_at = :now, locked_until = null
                        where state = 'SENDING' and locked_until <= :now order by locked_until limit :limit
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("limit", AT_ONCE)
                .update();
    }

    /** Gives back a delivery that this node took and did not send. */
    void untouched(ClaimedDelivery delivery) {
        jdbc.sql("""
                        update webhook_delivery set state = 'QUEUED', next_attempt_at = :now, locked_until = null
                        where id = :id and claim = :claim and state = 'SENDING'
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", delivery.id())
                .param("claim", delivery.claim())
                .update();
    }
}
