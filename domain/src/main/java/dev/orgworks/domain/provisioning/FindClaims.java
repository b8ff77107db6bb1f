package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.FindSeats;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who asked for a seat with which token. */
@Component
public class FindClaims {

    /**
     * A use of a token.
     *
     * @param email the address that was given, in lower case
     * @param seatId the seat that came of it; null: he was put on the waitlist
     */
    public record Use(
            long id, String email, long learnerId, @Nullable Long seatId, Instant claimedAt) {}

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final FindSeats seats;
    private final FindWaitlist waitlist;

    FindClaims(JdbcClient jdbc, FindPools pools, FindSeats seats, FindWaitlist waitlist) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.seats = seats;
        this.waitlist = waitlist;
    }

    /** A page of a token's uses, the latest first. */
    public List<Use> of(ProvisioningToken token, int limit, long offset) {
        return jdbc.sql(
                        "select * from license_claim where token_id = :token order by id desc limit :limit offset :offset")
                .param("token", token.id())
                .param("limit", limit)
                .param("offset", offset)
                .query((rs, rowNumber) -> {
                    long seat = rs.getLong("seat_id");
                    return new Use(
                            rs.getLong("id"),
                            rs.getString("email_key"),
                            rs.getLong("learner_id"),
                            rs.wasNull() ? null : seat,
                            rs.getTimestamp("claimed_at").toInstant());
                })
                .list();
    }

    /** How many uses {@link #of} pages through. */
    public long count(ProvisioningToken token) {
        return jdbc.sql("select count(*) from license_claim where token_id = :token")
                .param("token", token.id())
                .query(Long.class)
                .single();
    }

    record Made(long id, long learnerId) {}

    Optional<Made> by(long tokenId, String emailKey) {
        return jdbc.sql("select id, learner_id from license_claim where token_id = :token and email_key = :email")
                .param("token", tokenId)
                .param("email", emailKey)
                .query((rs, rowNumber) -> new Made(rs.getLong("id"), rs.getLong("learner_id")))
                .optional();
    }

    /** How somebody stands who claimed before. */
    Claim present(Made made, Handed handed) {
        LicensePool pool = pool(handed.token());
        if (seats.held(pool.id(), made.learnerId()).isPresent()) {
            return given(made.id(), handed, false);
        }
        return waitlist.open(pool.id(), made.learnerId())
                .map(open -> waiting(made.id(), handed, open, false))
                .orElseGet(() -> claim(made.id(), handed, pool, Claim.State.ENDED, null, false));
    }

    Claim given(@Nullable Long id, Handed handed, boolean fresh) {
        return claim(id, handed, pool(handed.token()), Claim.State.GIVEN, null, fresh);
    }

    Claim waiting(@Nullable Long id, Handed handed, Waiting waiting, boolean fresh) {
        LicensePool pool = pool(handed.token());
        return waiting.state() == Waiting.State.OFFERED
                ? claim(id, handed, pool, Claim.State.OFFERED, null, fresh)
                : claim(id, handed, pool, Claim.State.WAITING, waiting.place(), fresh);
    }

    private LicensePool pool(ProvisioningToken token) {
        return pools.byId(token.organizationId(), Objects.requireNonNull(token.poolId()));
    }

    private static Claim claim(
            @Nullable Long id,
            Handed handed,
            LicensePool pool,
            Claim.State state,
            @Nullable Integer place,
            boolean fresh) {
        return new Claim(
                id,
                handed.organization(),
                pool.product(),
                pool.name(),
                state,
                place,
                state == Claim.State.GIVEN ? pool.accessUntil() : null,
                fresh);
    }
}
