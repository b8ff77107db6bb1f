package dev.orgworks.domain.invites;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.users.EmailKey;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;

/** Writes invites, many at once; every statement that changes one says from which state. */
@Component
class WriteInvites {

    private final NamedParameterJdbcOperations jdbc;
    private final InstantSource clock;

    WriteInvites(NamedParameterJdbcOperations jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** An invite to be made. */
    record Draft(String email, InviteOffer offer, Instant expiresAt, TokenSecret secret) {}

    /**
     * An invite that comes to be another, and PENDING.
     *
     * @param before whose row the transaction has locked
     * @param secret of its next letter; null: there is none
     */
    record Renewal(
            Invite before,
            String email,
            InviteOffer offer,
            Instant expiresAt,
            @Nullable TokenSecret secret) {}

    /** Who invites: as the audit names him, and as which user; null: as none. */
    record Inviter(String name, @Nullable Long user) {}

    /** Inserts invites with their first letters. */
    void insert(long organizationId, Inviter inviter, List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        Timestamp now = now();
        jdbc.batchUpdate(
                """
                insert into organization_invite (organization_id, email, email_key, role, as_learner, pool_id, message,
                                                 state, hash, sent, last_sent_at, expires_at, invited_by, invited_by_user,
                                                 created_at, updated_at)
                values (:organization, :email, :key, :role, :asLearner, :pool, :message,
                        'PENDING', :hash, 1, :now, :expiresAt, :inviter, :user,
                        :now, :now)
                """,
                drafts.stream()
                        .map(draft -> offered(draft.email(), draft.offer(), draft.expiresAt())
                                .addValue("organization", organizationId)
                                .addValue("hash", draft.secret().hash())
                                .addValue("inviter", inviter.name())
                                .addValue("user", inviter.user())
                                .addValue("now", now))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /** Makes them PENDING and what they shall be. */
    void renew(List<Renewal> renewals) {
        if (renewals.isEmpty()) {
            return;
        }
        Timestamp now = now();
        int[] changed = jdbc.batchUpdate(
                """
                update organization_invite
                set email = :email, email_key = :key, role = :role, as_learner = :asLearner, pool_id = :pool,
                    message = :message, expires_at = :expiresAt, state = 'PENDING', ended_at = null, bounce_reason = null,
                    hash = coalesce(:hash, hash), sent = sent + :letters,
                    last_sent_at = if(:letters = 0, last_sent_at, :now), version = version + 1, updated_at = :now
                where id = :id and state = :from
                """,
                renewals.stream()
                        .map(renewal -> offered(renewal.email(), renewal.offer(), renewal.expiresAt())
                                .addValue("id", renewal.before().id())
                                .addValue("from", renewal.before().state().name())
                                .addValue(
                                        "hash",
                                        renewal.secret() == null
                                                ? null
                                                : renewal.secret().hash())
                                .addValue("letters", renewal.secret() == null ? 0 : 1)
                                .addValue("now", now))
                        .toArray(MapSqlParameterSource[]::new));
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                throw changedMeanwhile(renewals.get(i).before());
            }
        }
    }

    /** Ends one that was PENDING. */
    void end(Invite before, InviteState state, @Nullable String bounceReason) {
        if (!before.state().canBecome(state) || ended(before, state, bounceReason) == 0) {
            throw changedMeanwhile(before);
        }
    }

    private int ended(Invite before, InviteState state, @Nullable String bounceReason) {
        return jdbc.update(
                """
                update organization_invite
                set state = :state, bounce_reason = :reason, ended_at = :now, version = version + 1, updated_at = :now
                where id = :id and state = :from
                """,
                new MapSqlParameterSource("id", before.id())
                        .addValue("from", before.state().name())
                        .addValue("state", state.name())
                        .addValue("reason", bounceReason)
                        .addValue("now", now()));
    }

    /**
     * Ends one as ACCEPTED.
     *
     * @param seat what came of it; null: none was promised
     */
    void accept(Invite before, long user, boolean accountMade, @Nullable Long learner, @Nullable String seat) {
        int changed = jdbc.update(
                """
                update organization_invite
                set state = 'ACCEPTED', accepted_user = :user, account_made = :made, learner_id = :learner, seat = :seat,
                    ended_at = :now, version = version + 1, updated_at = :now
                where id = :id and state = :from and expires_at > :now
                """,
                new MapSqlParameterSource("id", before.id())
                        .addValue("from", before.state().name())
                        .addValue("user", user)
                        .addValue("made", accountMade)
                        .addValue("learner", learner)
                        .addValue("seat", seat)
                        .addValue("now", now()));
        if (changed == 0) {
            throw changedMeanwhile(before);
        }
    }

    /** Writes down that the time of these is over. */
    void expire(Collection<Long> ids) {
        jdbc.update("""
                update organization_invite
                set state = 'EXPIRED', ended_at = expires_at, version = version + 1, updated_at = :now
                where id in (:ids) and state = 'PENDING' and expires_at <= :now
                """, new MapSqlParameterSource("ids", ids).addValue("now", now()));
    }

    private static MapSqlParameterSource offered(String email, InviteOffer offer, Instant expiresAt) {
        return new MapSqlParameterSource("email", email)
                .addValue("key", EmailKey.of(email))
                .addValue("role", offer.role().name())
                .addValue("asLearner", offer.asLearner())
                .addValue("pool", offer.poolId())
                .addValue("message", offer.message())
                .addValue("expiresAt", Timestamp.from(expiresAt));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static ConflictException changedMeanwhile(Invite invite) {
        return new ConflictException(
                "INVITE_CHANGED", "The invite " + invite.id() + " was changed at this moment; read it again");
    }
}
