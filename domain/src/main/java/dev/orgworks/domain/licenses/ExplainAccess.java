package dev.orgworks.domain.licenses;

import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says why a learner has, or has not, access to a product: from the same rows and the same clock by which he is let in. */
@Component
public class ExplainAccess {

    /** A reason, in words of programs. What gives access comes before what does not. */
    public enum Code {
        /** He holds a seat, and the pool gives access. */
        SEAT(true),
        /** He holds a seat; the pool has expired and is in its grace. */
        SEAT_IN_GRACE(true),
        LEARNER_SUSPENDED(false),
        LEARNER_REMOVED(false),
        /** He holds a seat, which is suspended. */
        SEAT_SUSPENDED(false),
        /** He holds a seat of a pool that has expired. */
        POOL_EXPIRED(false),
        /** A seat is kept free for him until his offer expires. */
        OFFERED(false),
        /** He waits for a seat. */
        WAITING(false),
        /** The pool's rule for first use will give him one when he uses the product. */
        FIRST_USE(false),
        /** A rule of the pool names his e-mail domain or his role: its next run gives him a seat, if one is left. */
        RULE(false),
        /** He held a seat; how it ended is told. */
        SEAT_ENDED(false),
        /** There is a pool, and he has no seat of it. */
        NO_SEAT(false),
        /** The organization has no seats of the product. */
        NO_POOL(false);

        private final boolean access;

        Code(boolean access) {
            this.access = access;
        }

        /** Whether it gives access. */
        public boolean givesAccess() {
            return access;
        }
    }

    /**
     * A reason.
     *
     * @param message for people
     * @param until until when it holds, where that is known
     */
    public record Reason(
            Code code,
            String message,
            @Nullable Long poolId,
            @Nullable Long seatId,
            @Nullable Instant until) {}

    /**
     * An explanation.
     *
     * @param access whether he may use the product now
     * @param reasons all of them, what decides first
     */
    public record Explanation(String product, boolean access, List<Reason> reasons) {}

    private final FindPools pools;
    private final FindSeats seats;
    private final FindWaitlist waitlist;
    private final InstantSource clock;

    ExplainAccess(FindPools pools, FindSeats seats, FindWaitlist waitlist, InstantSource clock) {
        this.pools = pools;
        this.seats = seats;
        this.waitlist = waitlist;
        this.clock = clock;
    }

    /**
     * Explains a learner's access.
     *
     * @param product null: to each product of which the organization has a pool
     */
    public List<Explanation> explain(long organizationId, Learner learner, @Nullable String product) {
        List<LicensePool> all = pools.list(organizationId, product, Integer.MAX_VALUE, 0);
        if (all.isEmpty()) {
            return product == null
                    ? List.of()
                    : List.of(new Explanation(
                            product,
                            false,
                            List.of(new Reason(
                                    Code.NO_POOL,
                                    "The organization has no licences of " + product,
                                    null,
                                    null,
                                    null))));
        }
        Map<Long, Seat> latest = seats.ofLearner(organizationId, learner.id()).stream()
                .collect(Collectors.toMap(Seat::poolId, Function.identity(), (later, earlier) -> later));
        Map<Long, Waiting> waits = waitlist.ofLearner(organizationId, learner.id()).stream()
                .filter(waiting -> !waiting.state().isEnd())
                .collect(Collectors.toMap(Waiting::poolId, Function.identity(), (later, earlier) -> later));
        List<Explanation> explanations = new ArrayList<>();
        all.stream().collect(Collectors.groupingBy(LicensePool::product)).forEach((name, ofProduct) -> {
            List<Reason> reasons = new ArrayList<>();
            Optional<Reason> own = ofLearner(learner);
            own.ifPresent(reasons::add);
            ofProduct.stream()
                    .map(pool -> reason(pool, learner, latest.get(pool.id()), waits.get(pool.id())))
                    .sorted(Comparator.comparing(Reason::code))
                    .forEach(reasons::add);
            boolean access = own.isEmpty() && reasons.get(0).code().givesAccess();
            explanations.add(new Explanation(name, access, reasons));
        });
        explanations.sort(Comparator.comparing(Explanation::product));
        return explanations;
    }

    private static Optional<Reason> ofLearner(Learner learner) {
        return switch (learner.status()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED ->
                Optional.of(new Reason(Code.LEARNER_SUSPENDED, "The learner is suspended", null, null, null));
            case REMOVED -> Optional.of(new Reason(Code.LEARNER_REMOVED, "The learner is removed", null, null, null));
        };
    }

    private Reason reason(LicensePool pool, Learner learner, @Nullable Seat seat, @Nullable Waiting waiting) {
        if (seat != null && seat.endedAt() == null) {
            return held(pool, seat);
        }
        if (waiting != null) {
            return waiting.state() == Waiting.State.OFFERED
                    ? of(pool, Code.OFFERED, "A seat of %s is kept free for the learner", waiting.offerExpiresAt())
                    : of(pool, Code.WAITING, "The learner waits for a seat of %s, at place " + waiting.place(), null);
        }
        if (seat != null) {
            return new Reason(
                    Code.SEAT_ENDED,
                    "The learner's seat of %s ended on %s: %s".formatted(pool.name(), seat.endedAt(), seat.endReason()),
                    pool.id(),
                    seat.id(),
                    null);
        }
        if (pool.stateAt(clock.instant()) == PoolState.ACTIVE && learner.status() == LearnerStatus.ACTIVE) {
            if (pool.rules().firstUse()) {
                return of(pool, Code.FIRST_USE, "The first use gives a seat of %s, if one is left", null);
            }
            if (named(pool.rules(), learner)) {
                return of(pool, Code.RULE, "A rule will give the learner a seat of %s, if one is left", null);
            }
        }
        return of(pool, Code.NO_SEAT, "The learner has no seat of %s", null);
    }

    private Reason held(LicensePool pool, Seat seat) {
        PoolState state = pool.stateAt(clock.instant());
        Code code = state == PoolState.EXPIRED
                ? Code.POOL_EXPIRED
                : seat.state() == Seat.State.SUSPENDED
                        ? Code.SEAT_SUSPENDED
                        : state == PoolState.GRACE ? Code.SEAT_IN_GRACE : Code.SEAT;
        String message = switch (code) {
            case POOL_EXPIRED -> "The learner's seat is one of %s, which has expired";
            case SEAT_SUSPENDED -> "The learner's seat of %s is suspended";
            case SEAT_IN_GRACE -> "The learner has a seat of %s, which has expired and is in its grace";
            default -> "The learner has a seat of %s";
        };
        return new Reason(code, message.formatted(pool.name()), pool.id(), seat.id(), pool.accessUntil());
    }

    private static boolean named(LicensePool.Rules rules, Learner learner) {
        String role = learner.role();
        String email = learner.email();
        return (role != null && rules.roles().contains(role.strip().toLowerCase(Locale.ROOT)))
                || (email != null
                        && rules.domains()
                                .contains(email.substring(email.lastIndexOf('@') + 1)
                                        .toLowerCase(Locale.ROOT)));
    }

    private static Reason of(LicensePool pool, Code code, String message, @Nullable Instant until) {
        return new Reason(code, message.formatted(pool.name()), pool.id(), null, until);
    }
}
