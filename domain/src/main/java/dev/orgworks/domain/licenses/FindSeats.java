package dev.orgworks.domain.licenses;

import dev.orgworks.domain.NotFoundException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads seats. */
@Component
public class FindSeats {

    private final JdbcClient jdbc;

    FindSeats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The seat of a pool that a learner holds now. */
    public Optional<Seat> held(long poolId, long learnerId) {
        return jdbc.sql("select * from license_seat where pool_id = :pool and learner_id = :learner and live = 1")
                .param("pool", poolId)
                .param("learner", learnerId)
                .query(FindSeats::row)
                .optional();
    }

    /**
     * The same, which there must be.
     *
     * @throws NoSeatHeldException when he holds none
     */
    public Seat mustHold(long poolId, long learnerId) {
        return held(poolId, learnerId).orElseThrow(NoSeatHeldException::new);
    }

    /** Every seat that a learner holds or held, the latest first. */
    public List<Seat> ofLearner(long organizationId, long learnerId) {
        return jdbc.sql("""
                        select * from license_seat where organization_id = :organization and learner_id = :learner
                        order by id desc
                        """)
                .param("organization", organizationId)
                .param("learner", learnerId)
                .query(FindSeats::row)
                .list();
    }

    /**
     * One seat, also one that has ended.
     *
     * @throws NotFoundException when the organization has no such seat
     */
    public Seat byId(long organizationId, long id) {
        return jdbc.sql("select * from license_seat where organization_id = :organization and id = :id")
                .param("organization", organizationId)
                .param("id", id)
                .query(FindSeats::row)
                .optional()
                .orElseThrow(() -> new NotFoundException("Seat", id));
    }

    /** Some seats, also ended ones, by id. */
    public List<Seat> byIds(long organizationId, Collection<Long> ids) {
        return jdbc.sql("select * from license_seat where organization_id = :organization and id in (:ids) order by id")
                .param("organization", organizationId)
                .param("ids", ids)
                .query(FindSeats::row)
                .list();
    }

    /** The seats of some pools that some learners hold now. */
    List<Seat> heldBy(Collection<Long> poolIds, Collection<Long> learnerIds) {
        return jdbc.sql("""
                        select * from license_seat
                        where pool_id in (:pools) and learner_id in (:learners) and live = 1 order by id
                        """)
                .param("pools", poolIds)
                .param("learners", learnerIds)
                .query(FindSeats::row)
                .list();
    }

    /** Those of some learners from whom somebody, or their disuse, took a seat of a pool; no rule gives it back to them. */
    Set<Long> lost(long poolId, Collection<Long> learnerIds) {
        return Set.copyOf(jdbc.sql("""
                        select distinct learner_id from license_seat
                        where pool_id = :pool and learner_id in (:learners)
                          and end_reason in ('REVOKED', 'TRANSFERRED', 'RECLAIMED')
                        """)
                .param("pool", poolId)
                .param("learners", learnerIds)
                .query(Long.class)
                .list());
    }

    /** Those of some seats that are of a pool and have not ended. */
    List<Seat> liveOf(long poolId, Collection<Long> ids) {
        return jdbc.sql("select * from license_seat where pool_id = :pool and live = 1 and id in (:ids) order by id")
                .param("pool", poolId)
                .param("ids", ids)
                .query(FindSeats::row)
                .list();
    }

    static Seat row(ResultSet rs, int rowNumber) throws SQLException {
        String end = rs.getString("end_reason");
        return new Seat(
                rs.getLong("id"),
                rs.getLong("organization_id"),
                rs.getLong("pool_id"),
                rs.getLong("learner_id"),
                Seat.State.valueOf(rs.getString("state")),
                Seat.Source.valueOf(rs.getString("source")),
                rs.getString("given_by"),
                rs.getTimestamp("given_at").toInstant(),
                instant(rs, "last_used_at"),
                instant(rs, "warned_at"),
                instant(rs, "ended_at"),
                end == null ? null : Seat.End.valueOf(end));
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
