package dev.orgworks.domain.users;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.users.GrantToken.Grant;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a bearer token. */
@Component
public class IssueToken {

    /**
     * A token as its maker wishes it.
     *
     * @param role what it may do; null: as much as its maker
     * @param organizationIds the organizations it reaches; null: as far as the maker reaches
     * @param roles in place of both: what it may do in each organization; null: the same in all
     * @param login the login of the holder's own learner; null: none is known
     * @param user as which user it acts; null: for itself
     * @param contract the API document that its holder was written against; null: the server's default
     * @param expiresAt from when on it is refused; null: never
     */
    public record Wish(
            String name,
            @Nullable Role role,
            @Nullable Set<Long> organizationIds,
            @Nullable Map<Long, Role> roles,
            @Nullable String login,
            @Nullable Long user,
            @Nullable Contract contract,
            @Nullable Instant expiresAt) {}

    /** A new token with its secret, which nobody can read again. */
    public record Issued(AccessToken token, TokenSecret secret) {}

    private final JdbcClient jdbc;
    private final FindTokens tokens;
    private final GrantToken grants;
    private final RecordAudit audit;
    private final InstantSource clock;

    IssueToken(JdbcClient jdbc, FindTokens tokens, GrantToken grants, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.grants = grants;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a token that reaches no further than its maker.
     *
     * @throws InvalidInputException when it would be expired already, or would reach nothing
     * @throws dev.orgworks.domain.NotFoundException when an organization or the user does not exist for the maker
     * @throws dev.orgworks.domain.DeniedException when the maker may not give as much as that
     */
    @Transactional
    public Issued issue(Caller maker, Wish wish) {
        Instant now = clock.instant();
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(now)) {
            throw new InvalidInputException("expiresAt", "IN_THE_PAST", "expiresAt must lie in the future");
        }
        Grant grant = grants.grant(maker, wish);
        TokenSecret secret = TokenSecret.random();
        jdbc.sql("""
                        insert into access_token (name, hash, hint, role, all_organizations, login, user_id, contract, expires_at,
                                                  created_by, created_at)
                        values (:name, :hash, :hint, :role, :everything, :login, :user, :contract, :expiresAt, :by, :now)
                        """)
                .param("name", wish.name())
                .param("hash", secret.hash())
                .param("hint", secret.hint())
                .param("role", grant.role().name())
                .param("everything", grant.reach().isEverything())
                .param("login", wish.login())
                .param("user", wish.user())
                .param(
                        "contract",
                        wish.contract() == null ? null : wish.contract().name())
                .param("expiresAt", wish.expiresAt() == null ? null : Timestamp.from(wish.expiresAt()))
                .param("by", maker.actor().name())
                .param("now", Timestamp.from(now))
                .update();
        long id = jdbc.sql("select id from access_token where hash = :hash")
                .param("hash", secret.hash())
                .query(Long.class)
                .single();
        insertOrganizations(id, grant);
        AccessToken token = tokens.byId(id);
        audit.record(
                maker.actor(), new AuditEntry(organizationOf(token.reach()), "token.issued", "token", id, null, token));
        return new Issued(token, secret);
    }

    private void insertOrganizations(long token, Grant grant) {
        Set<Long> only = grant.reach().only();
        if (only == null) {
            return;
        }
        for (Long organization : only) {
            Role role = grant.roles() == null ? null : grant.roles().get(organization);
            jdbc.sql("""
                            insert into access_token_organization (token_id, organization_id, role)
                            values (:token, :organization, :role)
                            """)
                    .param("token", token)
                    .param("organization", organization)
                    .param("role", role == null ? null : role.name())
                    .update();
        }
    }

    /** A token of exactly one organization is told of in that organization's audit. */
    static @Nullable Long organizationOf(Reach reach) {
        Set<Long> only = reach.only();
        return only != null && only.size() == 1 ? only.iterator().next() : null;
    }
}
