package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells of a pool that has come into grace, has expired, or was renewed: the audit, and its organization's administrators by mail.
 * Once for each, and nothing but the telling depends on it: reads go by the clock.
 */
@Component
class TellPoolState implements Upkeep<Long> {

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final MailAdministrators mail;
    private final RecordAudit audit;
    private final InstantSource clock;

    TellPoolState(JdbcClient jdbc, FindPools pools, MailAdministrators mail, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.mail = mail;
        this.audit = audit;
        this.clock = clock;
    }

    private record Told(PoolState state, @Nullable Instant tellsAt) {}

    @Override
    public Part part() {
        return Part.POOL_STATES_TOLD;
    }

    @Override
    public List<Long> after(long organizationId, long last, int limit) {
        return pools.ids(organizationId, last, limit);
    }

    @Override
    public long key(Long poolId) {
        return poolId;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Long> poolIds) {
        return new Done((int) poolIds.stream()
                .filter(pool -> tell(actor, organizationId, pool))
                .count());
    }

    /** Whether there was something to tell. */
    private boolean tell(Actor actor, long organizationId, long poolId) {
        LicensePool pool = pools.locked(organizationId, poolId);
        Instant now = clock.instant();
        PoolState state = pool.stateAt(now);
        Instant tellsAt =
                PoolState.changes(now, pool.expiresAt(), pool.graceDays()).orElse(null);
        Told told = told(poolId);
        if (told.equals(new Told(state, tellsAt))) {
            return false;
        }
        jdbc.sql("update license_pool set told_state = :state, tells_at = :tellsAt where id = :pool")
                .param("state", state.name())
                .param("tellsAt", tellsAt == null ? null : Timestamp.from(tellsAt))
                .param("pool", poolId)
                .update();
        if (told.state() == state) {
            return false;
        }
        audit.record(
                actor,
                new AuditEntry(
                        organizationId,
                        "license.pool." + state.name().toLowerCase(Locale.ROOT),
                        "licensePool",
                        poolId,
                        Map.of("state", told.state()),
                        Map.of("state", state)));
        mail.tell(actor, pool, state);
        return true;
    }

    private Told told(long poolId) {
        return jdbc.sql("select told_state, tells_at from license_pool where id = :pool")
                .param("pool", poolId)
                .query((rs, rowNumber) -> {
                    Timestamp at = rs.getTimestamp("tells_at");
                    return new Told(PoolState.valueOf(rs.getString("told_state")), at == null ? null : at.toInstant());
                })
                .single();
    }
}
