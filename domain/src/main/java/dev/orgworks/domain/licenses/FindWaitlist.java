package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads who waits for a seat. */
@Component
public class FindWaitlist {

    private static final String WAITING = """
            select w.*, if(w.state = 'WAITING',
                           (select count(*) from license_waitlist ahead
                            where ahead.pool_id = w.pool_id and ahead.state = 'WAITING' and ahead.id <= w.id),
                           null) as place
            from license_waitlist w
            """;

    private final JdbcClient jdbc;

    FindWaitlist(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Who waits, or has an offer, in the order in which they came; a page of it.
     *
     * @param poolId null: of every pool of the organization
     */
    public List<Waiting> list(long organizationId, @Nullable Long poolId, int limit, long offset) {
        return jdbc.sql(WAITING + """
                        where w.organization_id = :organization and w.live = 1 and (:pool is null or w.pool_id = :pool)
                        order by w.id limit :limit offset :offset
                        """)
                .param("organization", organizationId)
                .param("pool", poolId)
                .param("limit", limit)
                .param("offset", offset)
                .query(FindWaitlist::row)
                .list();
    }

    /** How many {@link #list} pages through. */
    public long count(long organizationId, @Nullable Long poolId) {
        return jdbc.sql("""
                        select count(*) from license_waitlist
                        where organization_id = :organization and live = 1 and (:pool is null or pool_id = :pool)
                        """)
                .param("organization", organizationId)
                .param("pool", poolId)
                .query(Long.class)
                .single();
    }

    /** How many wait, or have an offer, by pool; a pool for which nobody does is not named. */
    public Map<Long, Long> counts(long organizationId) {
        Map<Long, Long> counts = new HashMap<>();
        jdbc.sql("""
                        select pool_id, count(*) as waiting from license_waitlist
                        where organization_id = :organization and live = 1 group by pool_id
                        """).param("organization", organizationId).query(rs -> {
            counts.put(rs.getLong("pool_id"), rs.getLong("waiting"));
        });
        return counts;
    }

    /** Everything that a learner waits or waited for, the latest first. */
    public List<Waiting> ofLearner(long organizationId, long learnerId) {
        return jdbc.sql(WAITING + """
                        where w.organization_id = :organization and w.learner_id = :learner
                        order by w.id desc
                        """)
                .param("organization", organizationId)
                .param("learner", learnerId)
                .query(FindWaitlist::row)
                .list();
    }

    /** The place or offer that a learner has now. */
    public Optional<Waiting> open(long poolId, long learnerId) {
        return jdbc.sql(WAITING + "where w.pool_id = :pool and w.learner_id = :learner and w.live = 1")
                .param("pool", poolId)
                .param("learner", learnerId)
                .query(FindWaitlist::row)
                .optional();
    }

    /**
     * The same, which there must be.
     *
     * @throws ConflictException when he does not wait
     */
    public Waiting mustWait(long poolId, long learnerId) {
        return open(poolId, learnerId)
                .orElseThrow(
                        () -> new ConflictException("NOT_WAITING", "The learner does not wait for a seat of the pool"));
    }

    /**
     * One place, also one of somebody who waits no longer.
     *
     * @throws NotFoundException when the organization has no such place
     */
    public Waiting byId(long organizationId, long id) {
        return jdbc.sql(WAITING + "where w.organization_id = :organization and w.id = :id")
                .param("organization", organizationId)
                .param("id", id)
                .query(FindWaitlist::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Waitlist entry", id));
    }

    /** An offer by its secret. */
    Optional<Offer> byOffer(TokenSecret secret) {
        return jdbc.sql("select organization_id, id from license_waitlist where offer_hash = :hash")
                .param("hash", secret.hash())
                .query((rs, rowNumber) -> new Offer(rs.getLong("organization_id"), rs.getLong("id")))
                .optional();
    }

    record Offer(long organizationId, long waitingId) {}

    /** Who is next, in the order in which they came. */
    List<Waiting> next(long poolId, int limit) {
        return jdbc.sql("""
                        select w.*, null as place from license_waitlist w
                        where w.pool_id = :pool and w.state = 'WAITING' order by w.id limit :limit
                        """)
                .param("pool", poolId)
                .param("limit", limit)
                .query(FindWaitlist::row)
                .list();
    }

    /** Who has an offer, the last one first. */
    List<Waiting> offered(long poolId, int limit) {
        return jdbc.sql("""
                        select w.*, null as place from license_waitlist w
                        where w.pool_id = :pool and w.state = 'OFFERED' order by w.id desc limit :limit
                        """)
                .param("pool", poolId)
                .param("limit", limit)
                .query(FindWaitlist::row)
                .list();
    }

    /** Those of some learners who wait, or have an offer. */
    Set<Long> amongst(long poolId, Collection<Long> learnerIds) {
        return Set.copyOf(jdbc.sql("""
                        select learner_id from license_waitlist
                        where pool_id = :pool and learner_id in (:learners) and live = 1
                        """)
                .param("pool", poolId)
                .param("learners", learnerIds)
                .query(Long.class)
                .list());
    }

    /** Whose offer has run out. */
    List<Waiting> expired(long poolId, Instant now) {
        return jdbc.sql("""
                        select w.*, null as place from license_waitlist w
                        where w.pool_id = :pool and w.state = 'OFFERED' and w.offer_expires_at <= :now order by w.id
                        """)
                .param("pool", poolId)
                .param("now", Timestamp.from(now))
                .query(FindWaitlist::row)
                .list();
    }

    private static Waiting row(ResultSet rs, int rowNumber) throws SQLException {
        int place = rs.getInt("place");
        boolean placeless = rs.wasNull();
        return new Waiting(
                rs.getLong("id"),
                rs.getLong("pool_id"),
                rs.getLong("learner_id"),
                Waiting.State.valueOf(rs.getString("state")),
                placeless ? null : place,
                rs.getTimestamp("queued_at").toInstant(),
                instant(rs, "offered_at"),
                instant(rs, "offer_expires_at"));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
