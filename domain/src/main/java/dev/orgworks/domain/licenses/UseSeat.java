package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Answers a program that asks whether somebody may use its product now, and notes that he does. */
@Component
public class UseSeat {

    private final FindPools pools;
    private final FindSeats seats;
    private final FirstUse firstUse;
    private final NoteUse note;
    private final InstantSource clock;

    UseSeat(FindPools pools, FindSeats seats, FirstUse firstUse, NoteUse note, InstantSource clock) {
        this.pools = pools;
        this.seats = seats;
        this.firstUse = firstUse;
        this.note = note;
        this.clock = clock;
    }

    /**
     * The seat that gives a learner access now: an active one of a pool that is active, or else in grace. If he holds none at all
     * and a pool says so, he gets one.
     *
     * @param product its code
     * @return empty: he may not use it
     */
    @Transactional
    public Optional<Seat> use(Actor actor, long organizationId, String product, Learner learner) {
        if (learner.status() != LearnerStatus.ACTIVE) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Map<Long, LicensePool> ofProduct = pools.ofProduct(organizationId, product).stream()
                .collect(Collectors.toMap(LicensePool::id, Function.identity()));
        List<Seat> all = seats.ofLearner(organizationId, learner.id()).stream()
                .filter(seat -> ofProduct.containsKey(seat.poolId()))
                .toList();
        Function<Seat, LicensePool> pool = seat -> Objects.requireNonNull(ofProduct.get(seat.poolId()));
        Optional<Seat> used = all.stream()
                .filter(seat -> seat.state() == Seat.State.ACTIVE)
                .filter(seat -> pool.apply(seat).stateAt(now) != PoolState.EXPIRED)
                .sorted(Comparator.comparing((Seat seat) -> pool.apply(seat).stateAt(now))
                        .thenComparing(Seat::id))
                .filter(note::note)
                .findFirst();
        boolean suspended = all.stream().anyMatch(seat -> seat.state() == Seat.State.SUSPENDED);
        return used.isPresent() || suspended
                ? used
                : firstUse.give(actor, List.copyOf(ofProduct.values()), learner, all);
    }
}
