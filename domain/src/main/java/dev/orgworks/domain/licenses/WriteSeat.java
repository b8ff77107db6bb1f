package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes seats and their audit, and counts them; whoever calls it holds the lock of the pool. */
@Component
class WriteSeat {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations rows;
    private final FindSeats seats;
    private final RecordAudit audit;
    private final InstantSource clock;

    WriteSeat(
            JdbcClient jdbc,
            NamedParameterJdbcOperations rows,
            FindSeats seats,
            RecordAudit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.seats = seats;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Counts one more seat as used.
     *
     * @throws NoSeatLeftException when the pool has none left
     */
    void use(LicensePool pool) {
        if (jdbc.sql("update license_pool set used = used + 1 where id = :pool and used + held < total")
                        .param("pool", pool.id())
                        .update()
                != 1) {
            throw new NoSeatLeftException(pool);
        }
    }

    /** Counts some seats less as used. */
    void free(LicensePool pool, int count) {
        jdbc.sql("update license_pool set used = used - :count where id = :pool")
                .param("count", count)
                .param("pool", pool.id())
                .update();
    }

    /** Gives a seat that is counted. */
    Seat insert(Actor actor, LicensePool pool, long learnerId, Seat.Source source) {
        jdbc.sql("""
                        insert into license_seat (organization_id, pool_id, learner_id, state, source, given_by, given_at)
                        values (:organization, :pool, :learner, 'ACTIVE', :source, :by, :now)
                        """)
                .param("organization", pool.organizationId())
                .param("pool", pool.id())
                .param("learner", learnerId)
                .param("source", source.name())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Seat seat = seats.held(pool.id(), learnerId).orElseThrow();
        audit.record(actor, new AuditEntry(pool.organizationId(), "license.given", "seat", seat.id(), null, seat));
        return seat;
    }

    /** Gives many seats at once, and counts them; the pool has as many available, and none of the learners holds one. */
    List<Seat> giveAll(Actor actor, LicensePool pool, Collection<Long> learnerIds, Seat.Source source) {
        if (jdbc.sql("update license_pool set used = used + :count where id = :pool and used + held + :count <= total")
                        .param("count", learnerIds.size())
                        .param("pool", pool.id())
                        .update()
                != 1) {
            throw new NoSeatLeftException(pool);
        }
        Timestamp now = Timestamp.from(clock.instant());
        rows.batchUpdate(
                """
                insert into license_seat (organization_id, pool_id, learner_id, state, source, given_by, given_at)
                values (:organization, :pool, :learner, 'ACTIVE', :source, :by, :now)
                """,
                learnerIds.stream()
                        .map(learner -> new MapSqlParameterSource()
                                .addValue("organization", pool.organizationId())
                                .addValue("pool", pool.id())
                                .addValue("learner", learner)
                                .addValue("source", source.name())
                                .addValue("by", actor.name())
                                .addValue("now", now))
                        .toArray(SqlParameterSource[]::new));
        List<Seat> given = seats.heldBy(List.of(pool.id()), learnerIds);
        audit.record(
                actor,
                given.stream()
                        .map(seat ->
                                new AuditEntry(pool.organizationId(), "license.given", "seat", seat.id(), null, seat))
                        .toList());
        return given;
    }

    /** Ends seats of a pool; answers with how many had not ended before. They are counted still. */
    int end(Actor actor, LicensePool pool, Collection<Long> seatIds, Seat.End reason) {
        Map<Long, Seat> live =
                seats.liveOf(pool.id(), seatIds).stream().collect(Collectors.toMap(Seat::id, Function.identity()));
        if (live.isEmpty()) {
            return 0;
        }
        jdbc.sql("""
                        update license_seat
                        set state = 'ENDED', ended_at = :now, ended_by = :by, end_reason = :reason
                        where id in (:ids) and state in ('ACTIVE', 'SUSPENDED')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", actor.name())
                .param("reason", reason.name())
                .param("ids", live.keySet())
                .update();
        List<AuditEntry> entries = seats.byIds(pool.organizationId(), live.keySet()).stream()
                .map(ended -> new AuditEntry(
                        pool.organizationId(),
                        "license." + reason.name().toLowerCase(Locale.ROOT),
                        "seat",
                        ended.id(),
                        live.get(ended.id()),
                        ended))
                .toList();
        audit.record(actor, entries);
        return live.size();
    }
}
