package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes tokens, and into the audit what became of them. */
@Component
class WriteProvisioning {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final FindProvisioning tokens;
    private final ProvisioningLife life;
    private final RecordAudit audit;

    WriteProvisioning(
            JdbcClient jdbc, JsonMapper json, FindProvisioning tokens, ProvisioningLife life, RecordAudit audit) {
        this.jdbc = jdbc;
        this.json = json;
        this.tokens = tokens;
        this.life = life;
        this.audit = audit;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    ProvisioningToken insert(
            Actor actor, long organizationId, IssueProvisioning.Wish wish, Instant expiresAt, TokenSecret secret) {
        jdbc.sql("""
                        insert into provisioning_token (organization_id, kind, label, pool_id, role, domains, hash, hint, max_uses,
                                                        expires_at, created_by, created_at, updated_at)
                        values (:organization, :kind, :label, :pool, :role, :domains, :hash, :hint, :maxUses,
                                :expiresAt, :by, :now, :now)
                        """)
                .param("organization", organizationId)
                .param("kind", wish.kind().name())
                .param("label", wish.label())
                .param("pool", wish.poolId())
                .param("role", wish.role() == null ? null : wish.role().name())
                .param("domains", wish.domains().patterns().isEmpty() ? null : json.writeValueAsString(wish.domains()))
                .param("hash", secret.hash())
                .param("hint", secret.hint())
                .param("maxUses", wish.maxUses())
                .param("expiresAt", Timestamp.from(expiresAt))
                .param("by", actor.name())
                .param("now", Timestamp.from(life.now()))
                .update();
        long id = jdbc.sql("select id from provisioning_token where hash = :hash")
                .param("hash", secret.hash())
                .query(Long.class)
                .single();
        ProvisioningToken token = tokens.byId(organizationId, id);
        record(actor, "issued", null, token);
        return token;
    }

    /**
     * Writes what can be changed of a token.
     *
     * @param after as it shall be
     * @param secret null: the present one stays
     * @param act what was done, as the audit calls it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    ProvisioningToken update(
            Actor actor, String act, ProvisioningToken before, ProvisioningToken after, @Nullable TokenSecret secret) {
        jdbc.sql("""
                        update provisioning_token
                        set label = :label, expires_at = :expiresAt, revoked_at = :revokedAt, hash = coalesce(:hash, hash),
                            hint = coalesce(:hint, hint), version = version + 1, updated_at = :now
                        where id = :id
                        """)
                .param("label", after.label())
                .param("expiresAt", Timestamp.from(after.expiresAt()))
                .param("revokedAt", after.revokedAt() == null ? null : Timestamp.from(after.revokedAt()))
                .param("hash", secret == null ? null : secret.hash())
                .param("hint", secret == null ? null : secret.hint())
                .param("now", Timestamp.from(life.now()))
                .param("id", before.id())
                .update();
        ProvisioningToken written = tokens.byId(before.organizationId(), before.id());
        record(actor, act, before, written);
        return written;
    }

    private void record(Actor actor, String act, @Nullable ProvisioningToken before, ProvisioningToken after) {
        audit.record(
                actor,
                new AuditEntry(
                        after.organizationId(),
                        "provisioning." + act,
                        "provisioning-token",
                        after.id(),
                        before,
                        after));
    }
}
