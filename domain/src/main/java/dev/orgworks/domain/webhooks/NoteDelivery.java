package dev.orgworks.domain.webhooks;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes what became of a delivery, each in a transaction of its own. Nothing is noted of one that was taken away meanwhile. The
 * endpoint's row is locked before the delivery's, as whoever deletes one does it.
 */
@Component
class NoteDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(NoteDelivery.class);
    private static final double JITTER = 0.2;
    private static final int LONGEST = 1_000;

    /** The waits after failures, as Standard Webhooks suggests; behind the last one nobody tries again. */
    static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(10));

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final DisableEndpoint disable;
    private final WebhookSettings settings;
    private final InstantSource clock;

    NoteDelivery(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            DisableEndpoint disable,
            WebhookSettings settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.disable = disable;
        this.settings = settings;
        this.clock = clock;
    }

    void note(ClaimedDelivery delivery, PostOutcome outcome) {
        transaction.executeWithoutResult(status -> noteInTransaction(delivery, outcome, clock.instant()));
    }

    private void noteInTransaction(ClaimedDelivery delivery, PostOutcome outcome, Instant now) {
        Optional<Instant> failingSince = outcome.isDelivered() ? succeeded(delivery) : failing(delivery, now);
        boolean gone = outcome.isGone();
        if (!ended(delivery, outcome, gone, now)) {
            return;
        }
        jdbc.sql("""
                        insert into webhook_attempt (delivery_id, attempted_at, duration_millis, status, error, answer)
                        values (:delivery, :at, :duration, :status, :error, :answer)
                        """)
                .param("delivery", delivery.id())
                .param("at", Timestamp.from(outcome.at()))
                .param("duration", outcome.durationMillis())
                .param("status", outcome.status())
                .param("error", shortened(outcome.error()))
                .param("answer", outcome.answer())
                .update();
        if (gone) {
            disable.disable(delivery.endpointId(), DisabledReason.GONE);
        } else if (failingSince
                .filter(since -> !now.isBefore(since.plus(settings.disableAfter())))
                .isPresent()) {
            disable.disable(delivery.endpointId(), DisabledReason.FAILING);
        }
    }

    private Optional<Instant> succeeded(ClaimedDelivery delivery) {
        jdbc.sql("update webhook_endpoint set failing_since = null where id = :id and failing_since is not null")
                .param("id", delivery.endpointId())
                .update();
        return Optional.empty();
    }

    /** Since when the endpoint has done nothing but fail; empty when it was deleted meanwhile. */
    private Optional<Instant> failing(ClaimedDelivery delivery, Instant now) {
        jdbc.sql("update webhook_endpoint set failing_since = coalesce(failing_since, :now) where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", delivery.endpointId())
                .update();
        return jdbc.sql("select failing_since from webhook_endpoint where id = :id")
                .param("id", delivery.endpointId())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Whether this node still had it. */
    private boolean ended(ClaimedDelivery delivery, PostOutcome outcome, boolean gone, Instant now) {
        boolean last = gone || delivery.attempts() >= WAITS.size();
        DeliveryState state =
                outcome.isDelivered() ? DeliveryState.DELIVERED : last ? DeliveryState.DEAD : DeliveryState.QUEUED;
        boolean ended = state != DeliveryState.QUEUED;
        int changed = jdbc.sql("""
                        update webhook_delivery
                           set state = :state, attempts = attempts + :failed, next_attempt_at = :next, last_status = :status,
                               locked_until = null, ended_at = :ended
                         where id = :id and claim = :claim and state = 'SENDING'
                        """)
                .param("state", state.name())
                .param("failed", outcome.isDelivered() ? 0 : 1)
                .param("next", Timestamp.from(ended ? now : now.plus(wait(delivery.attempts()))))
                .param("status", outcome.status())
                .param("ended", ended ? Timestamp.from(now) : null)
                .param("id", delivery.id())
                .param("claim", delivery.claim())
                .update();
        if (changed == 1 && state == DeliveryState.DEAD) {
            LOG.warn("The webhook delivery {} will not be sent unless an administrator asks for it", delivery.id());
        }
        return changed == 1;
    }

    private static Duration wait(int attempts) {
        Duration wait = WAITS.get(attempts);
        long spread = (long) (wait.toMillis() * JITTER);
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(-spread, spread + 1));
    }

    private static @Nullable String shortened(@Nullable String error) {
        return error == null || error.length() <= LONGEST ? error : error.substring(0, LONGEST);
    }
}
