package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes seats and their audit; whoever calls it holds the lock of the pool and counts its seats. */
@Component
class WriteSeat {

    private final JdbcClient jdbc;
    private final FindSeats seats;
    private final RecordAudit audit;
    private final InstantSource clock;

    WriteSeat(JdbcClient jdbc, FindSeats seats, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.seats = seats;
        this.audit = audit;
        this.clock = clock;
    }

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

    /** Whether it had not ended before. */
    boolean end(Actor actor, Seat seat, Seat.End reason) {
        int ended = jdbc.sql("""
                        update license_seat
                        set state = 'ENDED', ended_at = :now, ended_by = :by, end_reason = :reason
                        where id = :id and state in ('ACTIVE', 'SUSPENDED')
                        """)
                .param("id", seat.id())
                .param("now", Timestamp.from(clock.instant()))
                .param("by", actor.name())
                .param("reason", reason.name())
                .update();
        if (ended == 1) {
            audit.record(
                    actor,
                    new AuditEntry(
                            seat.organizationId(),
                            "license." + reason.name().toLowerCase(Locale.ROOT),
                            "seat",
                            seat.id(),
                            seat,
                            seats.byId(seat.organizationId(), seat.id())));
        }
        return ended == 1;
    }
}
