package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a token back; from then on it opens nothing. */
@Component
public class RevokeToken {

    private final JdbcClient jdbc;
    private final FindTokens tokens;
    private final RecordAudit audit;
    private final InstantSource clock;

    RevokeToken(JdbcClient jdbc, FindTokens tokens, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Revokes a token; revoking it again changes nothing.
     *
     * @throws dev.orgworks.domain.NotFoundException when there is none that the caller sees
     */
    @Transactional
    public AccessToken revoke(Caller caller, long id) {
        AccessToken before = tokens.byId(id, caller);
        int revoked = jdbc.sql("update access_token set revoked_at = :now where id = :id and revoked_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        AccessToken after = tokens.byId(id, caller);
        if (revoked == 1) {
            audit.record(
                    caller.actor(),
                    new AuditEntry(
                            IssueToken.organizationOf(after.reach()), "token.revoked", "token", id, before, after));
        }
        return after;
    }
}
