package dev.orgworks.domain.invites;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.Seat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the learner of somebody who accepts an invite, and gives him his seat, as far as that can be: what hinders it is no
 * reason to turn the member away.
 */
@Component
class GiveInvitedSeat {

    /**
     * What came of it.
     *
     * @param learner null: none was promised, or his address is that of several
     * @param seat as {@link Invite#seat}
     */
    record Outcome(@Nullable Long learner, @Nullable String seat) {}

    private final EnrollLearner enroll;
    private final AskForSeat ask;
    private final TransactionTemplate savepoint;

    GiveInvitedSeat(EnrollLearner enroll, AskForSeat ask, PlatformTransactionManager transactions) {
        this.enroll = enroll;
        this.ask = ask;
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Does what the invite promises, in the present transaction. */
    Outcome give(Actor actor, Invite invite, EnrollLearner.Person person) {
        if (!invite.asLearner()) {
            return new Outcome(null, null);
        }
        Learner[] enrolled = new Learner[1];
        String hindrance = attempt(() -> {
            enrolled[0] = enroll.enroll(actor, invite.organizationId(), person);
            return null;
        });
        if (hindrance != null) {
            return new Outcome(null, invite.poolId() == null ? null : hindrance);
        }
        Learner learner = enrolled[0];
        Long pool = invite.poolId();
        return new Outcome(
                learner.id(),
                pool == null
                        ? null
                        : attempt(() -> {
                            AskForSeat.Outcome asked =
                                    ask.ask(actor, invite.organizationId(), pool, learner, Seat.Source.INVITE);
                            return asked instanceof AskForSeat.Waits ? "WAITING" : "GIVEN";
                        }));
    }

    /** What an act says, or the code of what hindered it and was undone. */
    private @Nullable String attempt(Supplier<@Nullable String> act) {
        try {
            return savepoint.execute(status -> act.get());
        } catch (ConflictException e) {
            return e.code();
        } catch (NotFoundException e) {
            return "POOL_NOT_FOUND";
        }
    }
}
