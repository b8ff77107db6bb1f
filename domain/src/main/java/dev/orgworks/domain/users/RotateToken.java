package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a token another secret; the old one opens on for a time of grace, so that its holder can change over. */
@Component
public class RotateToken {

    private final JdbcClient jdbc;
    private final FindTokens tokens;
    private final GrantToken grants;
    private final RecordAudit audit;
    private final InstantSource clock;

    RotateToken(JdbcClient jdbc, FindTokens tokens, GrantToken grants, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Replaces a token's secret. A secret that was replaced before and still had time ends at once.
     *
     * @param grace how long the present secret still opens; zero: not at all
     * @throws dev.orgworks.domain.NotFoundException when there is no such token that the caller sees
     * @throws DeniedException when the caller could not issue such a token himself: he would get at more than he has
     * @throws ConflictException when the token is revoked or expired
     */
    @Transactional
    public IssueToken.Issued rotate(Caller caller, long id, Duration grace) {
        tokens.byId(id, caller);
        jdbc.sql("select id from access_token where id = :id for update")
                .param("id", id)
                .query(Long.class)
                .single();
        AccessToken before = tokens.byId(id);
        Instant now = clock.instant();
        if (!before.isValidAt(now)) {
            throw new ConflictException("TOKEN_ENDED", "The token is revoked or expired; issue another");
        }
        checkMayHold(caller, before);
        TokenSecret secret = TokenSecret.random();
        jdbc.sql("""
                        update access_token
                        set previous_hash = if(:until is null, null, hash), previous_until = :until, hash = :hash, hint = :hint
                        where id = :id
                        """)
                .param("until", until(now, grace))
                .param("hash", secret.hash())
                .param("hint", secret.hint())
                .param("id", id)
                .update();
        AccessToken after = tokens.byId(id);
        audit.record(
                caller.actor(),
                new AuditEntry(IssueToken.organizationOf(after.reach()), "token.rotated", "token", id, before, after));
        return new IssueToken.Issued(after, secret);
    }

    private static @Nullable Timestamp until(Instant now, Duration grace) {
        return grace.isZero() ? null : Timestamp.from(now.plus(grace));
    }

    private void checkMayHold(Caller caller, AccessToken token) {
        GrantToken.Grant could = grants.grant(
                caller,
                new IssueToken.Wish(
                        token.name(),
                        token.roles() == null ? token.role() : null,
                        token.reach().only(),
                        token.roles(),
                        token.login(),
                        token.user(),
                        token.contract(),
                        token.expiresAt()));
        if (!could.reach().equals(token.reach()) || (token.roles() == null && could.roles() != null)) {
            throw new DeniedException("The token may do more than you; only who could issue it gets its new secret");
        }
    }
}
