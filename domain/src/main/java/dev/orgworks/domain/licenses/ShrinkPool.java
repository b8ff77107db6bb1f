package dev.orgworks.domain.licenses;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes room for a smaller pool, under its lock: offers of the waitlist are withdrawn before anybody loses his seat. */
@Component
class ShrinkPool {

    private final JdbcClient jdbc;
    private final WriteSeat seats;
    private final WriteWaiting waitlist;

    ShrinkPool(JdbcClient jdbc, WriteSeat seats, WriteWaiting waitlist) {
        this.jdbc = jdbc;
        this.seats = seats;
        this.waitlist = waitlist;
    }

    /**
     * Ends as many seats as have to.
     *
     * @return those, as they were
     */
    List<Seat> to(Actor actor, LicensePool pool, int total, Shrink policy, List<Long> learners) {
        int tooMany = Math.max(0, pool.used() - total);
        List<Seat> lost = tooMany == 0 ? List.of() : choose(pool, tooMany, policy, learners);
        int room = Math.max(0, total - pool.used());
        waitlist.withdraw(actor, pool, Math.max(0, pool.held() - room));
        if (!lost.isEmpty()) {
            List<Long> ids = lost.stream().map(Seat::id).toList();
            seats.free(pool, seats.end(actor, pool, ids, Seat.End.SHRUNK));
        }
        return lost;
    }

    private List<Seat> choose(LicensePool pool, int count, Shrink policy, List<Long> learners) {
        if (policy == Shrink.REFUSE) {
            throw new ConflictException(
                    "POOL_IN_USE",
                    "%d seats of %s are in use, %d too many; say by policy who loses his: NEWEST, IDLE_LONGEST or LIST"
                            .formatted(pool.used(), pool.name(), count));
        }
        List<Seat> chosen = policy == Shrink.LIST && learners.isEmpty()
                ? List.of()
                : jdbc.sql("select * from license_seat where pool_id = :pool and live = 1 " + policy.choice()
                                + " limit :count")
                        .param("pool", pool.id())
                        .param("learners", learners)
                        .param("count", count)
                        .query(FindSeats::row)
                        .list();
        if (chosen.size() < count) {
            throw new ConflictException(
                    "LIST_TOO_SHORT",
                    "%d learners have to lose their seats, and the list names %d who hold one"
                            .formatted(count, chosen.size()));
        }
        return chosen;
    }
}
