package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner.Person;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.TokenSecret;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Takes a seat with a token that was handed out: one for each person, however often and at how many places at once he asks. */
@Component
public class ClaimSeat {

    private static final int ATTEMPTS = 5;

    private final AdmitClaim admit;
    private final LearnerIds ids;
    private final ClaimOnce once;
    private final ClaimOffer offers;

    ClaimSeat(AdmitClaim admit, LearnerIds ids, ClaimOnce once, ClaimOffer offers) {
        this.admit = admit;
        this.offers = offers;
        this.ids = ids;
        this.once = once;
    }

    /**
     * Who asks, and in which request.
     *
     * @param caller null: somebody who has nothing but the token
     */
    public record Claimer(
            @Nullable Caller caller,
            @Nullable String requestId,
            @Nullable String correlationId) {

        Actor actor(String hint) {
            return caller == null ? new Actor("claim:" + hint, requestId, correlationId) : caller.actor();
        }
    }

    /**
     * Gives the seat, a place in line where there is none, or what he has already. Who claimed with this token before is told
     * what came of it, also when it has expired or is used up. The secret of an offer gives its seat to the one to whom it was
     * offered.
     *
     * @param person with a valid address; null: he does not say, which only who takes an offer need not
     * @throws InvalidInputException when he has to
     * @throws ClaimRefusedException when the token gives him none
     * @throws dev.orgworks.domain.licenses.NoSeatLeftException when the pool has none left, and no waitlist
     * @throws dev.orgworks.domain.ConflictException when the pool is in grace or has expired, the learner is suspended or removed, or
     *     the address is that of several
     */
    public Claim claim(Claimer claimer, TokenSecret secret, @Nullable Person person) {
        Optional<Handed> found = admit.find(secret);
        if (found.isEmpty()) {
            return offers.take(claimer, secret);
        }
        if (person == null) {
            throw new InvalidInputException("email", "REQUIRED", "email must say whose the seat shall be");
        }
        Handed handed = found.get();
        Actor actor = claimer.actor(handed.token().hint());
        for (int attempt = 1; ; attempt++) {
            ids.replenish();
            try {
                return once.claim(actor, handed, secret, person);
            } catch (PessimisticLockingFailureException e) {
                // two who make the same learner at once, of whom the first then gives up, can lock each other out
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
