package dev.orgworks.api.licenses;

import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.EndSeat;
import dev.orgworks.domain.licenses.FindSeats;
import dev.orgworks.domain.licenses.RestoreSeat;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.TransferSeat;
import dev.orgworks.domain.licenses.TurnSeat;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.stereotype.Component;

/** What can be done to the seats of learners. */
final class SeatActions {

    private SeatActions() {}

    /** Learners, and of which pool. */
    record Learners(
            @NotNull Long poolId,

            @NotNull @Size(min = 1, max = LicenseChanges.MOST)
            List<@NotNull @Valid LearnerReference> learners) {}

    /** Gives learners a seat, or a place among those who wait; who has one keeps it. */
    @Component
    static class Assign implements LicenseAction<Learners> {

        private final EachLearner each;
        private final AskForSeat ask;

        Assign(EachLearner each, AskForSeat ask) {
            this.each = each;
            this.ask = ask;
        }

        @Override
        public String name() {
            return "assign";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                AskForSeat.Outcome outcome =
                        ask.ask(caller.actor(), organization.id(), fields.poolId(), learner, Seat.Source.MANUAL);
                return outcome instanceof AskForSeat.Holds holds
                        ? LearnerResult.of(reference, holds.given() ? "GIVEN" : "HELD", SeatView.of(holds.seat()))
                        : LearnerResult.waiting(reference, ((AskForSeat.Waits) outcome).waiting());
            });
        }
    }

    /** Takes learners' seats; who waits is next. */
    @Component
    static class Revoke implements LicenseAction<Learners> {

        private final EachLearner each;
        private final EndSeat end;
        private final FindSeats seats;

        Revoke(EachLearner each, EndSeat end, FindSeats seats) {
            this.each = each;
            this.end = end;
            this.seats = seats;
        }

        @Override
        public String name() {
            return "revoke";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                end.end(caller.actor(), organization.id(), seat.id(), Seat.End.REVOKED);
                return LearnerResult.of(reference, "REVOKED", SeatView.of(seats.byId(organization.id(), seat.id())));
            });
        }
    }

    /** Shuts learners out who keep their seats. */
    @Component
    static class Suspend implements LicenseAction<Learners> {

        private final EachLearner each;
        private final TurnSeat turn;
        private final FindSeats seats;

        Suspend(EachLearner each, TurnSeat turn, FindSeats seats) {
            this.each = each;
            this.turn = turn;
            this.seats = seats;
        }

        @Override
        public String name() {
            return "suspend";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                Seat after = turn.turn(caller.actor(), seat, Seat.State.SUSPENDED);
                return LearnerResult.of(reference, "SUSPENDED", SeatView.of(after));
            });
        }
    }

    /** Lets learners in again whose seats were suspended. */
    @Component
    static class Reinstate implements LicenseAction<Learners> {

        private final EachLearner each;
        private final TurnSeat turn;
        private final FindSeats seats;

        Reinstate(EachLearner each, TurnSeat turn, FindSeats seats) {
            this.each = each;
            this.turn = turn;
            this.seats = seats;
        }

        @Override
        public String name() {
            return "reinstate";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                Seat after = turn.turn(caller.actor(), seat, Seat.State.ACTIVE);
                return LearnerResult.of(reference, "REINSTATED", SeatView.of(after));
            });
        }
    }

    /** Gives learners back the seats that were reclaimed from them. */
    @Component
    static class Restore implements LicenseAction<Learners> {

        private final EachLearner each;
        private final RestoreSeat restore;
        private final FindSeats seats;

        Restore(EachLearner each, RestoreSeat restore, FindSeats seats) {
            this.each = each;
            this.restore = restore;
            this.seats = seats;
        }

        @Override
        public String name() {
            return "restore";
        }

        @Override
        public Class<Learners> fields() {
            return Learners.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Learners fields) {
            return each.act(organization, fields, (learner, reference) -> {
                Seat reclaimed = seats.ofLearner(organization.id(), learner.id()).stream()
                        .filter(seat -> seat.poolId() == fields.poolId() && seat.endReason() == Seat.End.RECLAIMED)
                        .findFirst()
                        .orElseThrow(() -> new ConflictException(
                                "NOT_RECLAIMED", "No seat of the pool was reclaimed from the learner"));
                Seat seat = restore.restore(caller.actor(), organization.id(), reclaimed.id())
                        .seat();
                return LearnerResult.of(reference, "RESTORED", SeatView.of(seat));
            });
        }
    }

    /** Gives one learner's seat to another. */
    @Component
    static class Transfer implements LicenseAction<Transfer.Handover> {

        private final FindLearner learners;
        private final TransferSeat transfer;
        private final ShowPool show;

        Transfer(FindLearner learners, TransferSeat transfer, ShowPool show) {
            this.learners = learners;
            this.transfer = transfer;
            this.show = show;
        }

        record Handover(
                @NotNull Long poolId,
                @NotNull @Valid LearnerReference from,
                @NotNull @Valid LearnerReference to) {}

        @Override
        public String name() {
            return "transfer";
        }

        @Override
        public Class<Handover> fields() {
            return Handover.class;
        }

        @Override
        public Done act(Caller caller, Organization organization, Handover fields) {
            Seat seat = transfer.transfer(
                    caller.actor(),
                    organization.id(),
                    fields.poolId(),
                    learners.find(organization, fields.from()),
                    learners.find(organization, fields.to()));
            return new Done(
                    show.show(organization, fields.poolId()),
                    List.of(LearnerResult.of(fields.to(), "TRANSFERRED", SeatView.of(seat))),
                    null);
        }
    }
}
