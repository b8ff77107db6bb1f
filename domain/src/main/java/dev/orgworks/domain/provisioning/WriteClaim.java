package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.provisioning.ClaimRefusedException.Reason;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down that somebody used a token, and counts it. */
@Component
class WriteClaim {

    /** What the audit tells: not the address, which is the learner's. */
    record Told(long tokenId, long learnerId, @Nullable Long seatId) {}

    private final JdbcClient jdbc;
    private final FindClaims claims;
    private final RecordAudit audit;
    private final InstantSource clock;

    WriteClaim(JdbcClient jdbc, FindClaims claims, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.claims = claims;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes the claim of somebody who has none with this token.
     *
     * @param seat null: he waits for one
     * @return its id
     * @throws ClaimRefusedException when the token is used up
     */
    @Transactional(propagation = Propagation.MANDATORY)
    long write(Actor actor, ProvisioningToken token, String emailKey, Learner learner, @Nullable Seat seat) {
        Timestamp now = Timestamp.from(clock.instant());
        if (jdbc.sql("""
                        update provisioning_token set uses = uses + 1, last_used_at = :now
                        where id = :id and (max_uses is null or uses < max_uses) and revoked_at is null
                        """).param("id", token.id()).param("now", now).update() != 1) {
            throw new ClaimRefusedException(Reason.TOKEN_USED_UP);
        }
        jdbc.sql("""
                        insert into license_claim (organization_id, token_id, email_key, learner_id, seat_id, claimed_at)
                        values (:organization, :token, :email, :learner, :seat, :now)
                        """)
                .param("organization", token.organizationId())
                .param("token", token.id())
                .param("email", emailKey)
                .param("learner", learner.id())
                .param("seat", seat == null ? null : seat.id())
                .param("now", now)
                .update();
        long id = claims.by(token.id(), emailKey).orElseThrow().id();
        audit.record(
                actor,
                new AuditEntry(
                        token.organizationId(),
                        "license.claimed",
                        "claim",
                        id,
                        null,
                        new Told(token.id(), learner.id(), seat == null ? null : seat.id())));
        return id;
    }
}
