package dev.orgworks.api.licenses;

import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.api.licenses.SeatActions.Learners;
import dev.orgworks.domain.licenses.DeclineOffer;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.LeaveWaitlist;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.TakeOffer;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import org.springframework.stereotype.Component;

/** What can be done for learners who wait. */
final class WaitlistActions {

    private WaitlistActions() {}

    /** Takes what is offered to learners. */
    @Component
    static class Take implements LicenseAction<Learners> {

        private final EachLearner each;
        private final FindWaitlist waitlist;
        private final TakeOffer take;

        Take(EachLearner each, FindWaitlist waitlist, TakeOffer take) {
            this.each = each;
            this.waitlist = waitlist;
            this.take = take;
        }

        @Override
        public String name() {
            return "takeOffer";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                Seat seat = take.take(caller.actor(), organization.id(), waiting.id())
                        .seat();
                return LearnerResult.of(reference, "GIVEN", SeatView.of(seat));
            });
        }
    }

    /** Declines what is offered to learners; it goes to the next. */
    @Component
    static class Decline implements LicenseAction<Learners> {

        private final EachLearner each;
        private final FindWaitlist waitlist;
        private final DeclineOffer decline;

        Decline(EachLearner each, FindWaitlist waitlist, DeclineOffer decline) {
            this.each = each;
            this.waitlist = waitlist;
            this.decline = decline;
        }

        @Override
        public String name() {
            return "declineOffer";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                return LearnerResult.waiting(
                        reference, decline.decline(caller.actor(), organization.id(), waiting.id()));
            });
        }
    }

    /** Takes learners off the waitlist. */
    @Component
    static class Leave implements LicenseAction<Learners> {

        private final EachLearner each;
        private final FindWaitlist waitlist;
        private final LeaveWaitlist leave;

        Leave(EachLearner each, FindWaitlist waitlist, LeaveWaitlist leave) {
            this.each = each;
            this.waitlist = waitlist;
            this.leave = leave;
        }

        @Override
        public String name() {
            return "leaveWaitlist";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Waiting waiting = waitlist.mustWait(fields.poolId(), learner.id());
                return LearnerResult.waiting(reference, leave.leave(caller.actor(), organization.id(), waiting.id()));
            });
        }
    }
}
