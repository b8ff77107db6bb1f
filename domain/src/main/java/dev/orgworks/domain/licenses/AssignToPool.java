package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Gives many learners seats of one pool whom nobody chose one by one, with a handful of statements. */
@Component
class AssignToPool {

    /**
     * Who got a seat, and who did not for want of one.
     *
     * @param given learners
     * @param without learners
     */
    record Outcome(List<Long> given, List<Long> without) {}

    private final PromoteWaitlist promote;
    private final FindSeats seats;
    private final FindWaitlist waitlist;
    private final WriteSeat write;
    private final InstantSource clock;

    AssignToPool(
            PromoteWaitlist promote, FindSeats seats, FindWaitlist waitlist, WriteSeat write, InstantSource clock) {
        this.promote = promote;
        this.seats = seats;
        this.waitlist = waitlist;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Gives them, in their order, as long as there are some; who waits comes first.
     *
     * @param access pools of which a seat gives what this one would
     * @param learners who are to have one
     */
    Outcome assign(Actor actor, LicensePool known, Seat.Source source, Collection<Long> access, List<Long> learners) {
        if (learners.isEmpty()) {
            return new Outcome(List.of(), List.of());
        }
        LicensePool pool = promote.promote(actor, known.organizationId(), known.id());
        if (pool.stateAt(clock.instant()) != PoolState.ACTIVE) {
            return new Outcome(List.of(), List.of());
        }
        Set<Long> passed = new HashSet<>(seats.lost(pool.id(), learners));
        passed.addAll(
                seats.heldBy(access, learners).stream().map(Seat::learnerId).collect(Collectors.toSet()));
        passed.addAll(waitlist.amongst(pool.id(), learners));
        List<Long> wanting =
                learners.stream().filter(learner -> !passed.contains(learner)).toList();
        int count = Math.min(wanting.size(), pool.available());
        List<Long> given = wanting.subList(0, count);
        if (count > 0) {
            write.giveAll(actor, pool, given, source);
        }
        return new Outcome(given, wanting.subList(count, wanting.size()));
    }
}
