package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Suspends and reinstates seats: a suspended one stays its holder's and gives him no access. */
@Component
public class TurnSeat {

    /** From which state a seat is turned to which. */
    static final Map<Seat.State, Seat.State> TURNS =
            Map.of(Seat.State.ACTIVE, Seat.State.SUSPENDED, Seat.State.SUSPENDED, Seat.State.ACTIVE);

    private final JdbcClient jdbc;
    private final FindSeats seats;
    private final RecordAudit audit;

    TurnSeat(JdbcClient jdbc, FindSeats seats, RecordAudit audit) {
        this.jdbc = jdbc;
        this.seats = seats;
        this.audit = audit;
    }

    /**
     * Suspends a seat, or gives it back; one that is so already stays as it is.
     *
     * @param state {@link Seat.State#SUSPENDED} or {@link Seat.State#ACTIVE}
     * @throws dev.orgworks.domain.ConflictException when it ends at this moment
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Seat turn(Actor actor, Seat seat, Seat.State state) {
        if (seat.state() == state) {
            return seat;
        }
        int turned = TURNS.get(seat.state()) != state
                ? 0
                : jdbc.sql("update license_seat set state = :to where id = :id and state = :from")
                        .param("id", seat.id())
                        .param("from", seat.state().name())
                        .param("to", state.name())
                        .update();
        if (turned != 1) {
            throw new NoSeatHeldException();
        }
        Seat after = seats.byId(seat.organizationId(), seat.id());
        audit.record(
                actor,
                new AuditEntry(
                        seat.organizationId(),
                        state == Seat.State.ACTIVE ? "license.reinstated" : "license.suspended",
                        "seat",
                        seat.id(),
                        seat,
                        after));
        return after;
    }
}
