package dev.orgworks.api.licenses;

import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.api.licenses.LicenseAction.Who;
import dev.orgworks.api.licenses.SeatActions.Learners;
import dev.orgworks.domain.licenses.DeclineOffer;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.LeaveWaitlist;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.TakeOffer;
import dev.orgworks.domain.licenses.Waiting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be done for learners who wait. */
@Configuration(proxyBeanMethods = false)
class WaitlistActions {

    private WaitlistActions() {}

    /** Takes what is offered to learners. */
    @Bean
    LicenseAction<Learners> takeOfferAction(EachLearner each, FindWaitlist waitlist, TakeOffer take) {
        return new LicenseAction<>("takeOffer", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                Seat seat = take.take(caller.actor(), organization.id(), waiting.id())
                        .seat();
                return LearnerResult.of(reference, "GIVEN", SeatView.of(seat));
            });
        });
    }

    /** Declines what is offered to learners; it goes to the next. */
    @Bean
    LicenseAction<Learners> declineOfferAction(EachLearner each, FindWaitlist waitlist, DeclineOffer decline) {
        return new LicenseAction<>("declineOffer", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                return LearnerResult.waiting(
                        reference, decline.decline(caller.actor(), organization.id(), waiting.id()));
            });
        });
    }

    /** Takes learners off the waitlist. */
    @Bean
    LicenseAction<Learners> leaveWaitlistAction(EachLearner each, FindWaitlist waitlist, LeaveWaitlist leave) {
        return new LicenseAction<>("leaveWaitlist", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                return LearnerResult.waiting(reference, leave.leave(caller.actor(), organization.id(), waiting.id()));
            });
        });
    }
}
