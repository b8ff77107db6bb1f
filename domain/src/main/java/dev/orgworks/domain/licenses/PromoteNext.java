package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerStatus;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives one who waits what is free: an offer, or the seat itself if there is no time for offers or no address to send one to. */
@Component
class PromoteNext {

    private final FindLearners learners;
    private final GrantSeat grant;
    private final OfferSeat offer;
    private final WriteWaiting write;

    PromoteNext(FindLearners learners, GrantSeat grant, OfferSeat offer, WriteWaiting write) {
        this.learners = learners;
        this.grant = grant;
        this.offer = offer;
        this.write = write;
    }

    /** Under the lock of the pool, which has a seat available. Who is no active learner any more is passed over. */
    void promote(Actor actor, LicensePool pool, Waiting waiting) {
        Optional<Learner> learner = learners.find(pool.organizationId(), waiting.learnerId())
                .filter(known -> known.status() == LearnerStatus.ACTIVE);
        if (learner.isEmpty()) {
            write.end(actor, pool, waiting, Waiting.State.LEFT);
        } else if (pool.offerHours() == 0 || !MailLearner.reaches(learner.get())) {
            grant.grant(actor, pool.id(), learner.get(), pool.organizationId(), Seat.Source.WAITLIST);
        } else {
            offer.offer(actor, pool, waiting, learner.get());
        }
    }
}
