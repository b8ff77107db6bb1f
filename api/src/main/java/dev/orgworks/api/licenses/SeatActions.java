package dev.orgworks.api.licenses;

import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.api.licenses.LicenseAction.Who;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.EndSeat;
import dev.orgworks.domain.licenses.FindSeats;
import dev.orgworks.domain.licenses.RestoreSeat;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.TransferSeat;
import dev.orgworks.domain.licenses.TurnSeat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What can be done to the seats of learners. */
@Configuration(proxyBeanMethods = false)
class SeatActions {

    /** Learners, and of which pool. */
    record Learners(
            @NotNull Long poolId,

            @NotNull @Size(min = 1, max = LicenseChanges.MOST)
            List<@NotNull @Valid LearnerReference> learners) {}

    record Handover(
            @NotNull Long poolId,
            @NotNull @Valid LearnerReference from,
            @NotNull @Valid LearnerReference to) {}

    /** Gives learners a seat, or a place among those who wait; who has one keeps it. */
    @Bean
    LicenseAction<Learners> assignAction(EachLearner each, AskForSeat ask) {
        return new LicenseAction<>("assign", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                AskForSeat.Outcome outcome =
                        ask.ask(caller.actor(), organization.id(), fields.poolId(), learner, Seat.Source.MANUAL);
                return outcome instanceof AskForSeat.Holds holds
                        ? LearnerResult.of(reference, holds.given() ? "GIVEN" : "HELD", SeatView.of(holds.seat()))
                        : LearnerResult.waiting(reference, ((AskForSeat.Waits) outcome).waiting());
            });
        });
    }

    /** Takes learners' seats; who waits is next. */
    @Bean
    LicenseAction<Learners> revokeAction(EachLearner each, EndSeat end, FindSeats seats) {
        return new LicenseAction<>("revoke", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                end.end(caller.actor(), organization.id(), seat.id(), Seat.End.REVOKED);
                return LearnerResult.of(reference, "REVOKED", SeatView.of(seats.byId(organization.id(), seat.id())));
            });
        });
    }

    /** Shuts learners out who keep their seats. */
    @Bean
    LicenseAction<Learners> suspendAction(EachLearner each, TurnSeat turn, FindSeats seats) {
        return new LicenseAction<>("suspend", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                Seat after = turn.turn(caller.actor(), seat, Seat.State.SUSPENDED);
                return LearnerResult.of(reference, "SUSPENDED", SeatView.of(after));
            });
        });
    }

    /** Lets learners in again whose seats were suspended. */
    @Bean
    LicenseAction<Learners> reinstateAction(EachLearner each, TurnSeat turn, FindSeats seats) {
        return new LicenseAction<>("reinstate", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
            return each.act(organization, fields, (learner, reference) -> {
                Seat seat = seats.mustHold(fields.poolId(), learner.id());
                Seat after = turn.turn(caller.actor(), seat, Seat.State.ACTIVE);
                return LearnerResult.of(reference, "REINSTATED", SeatView.of(after));
            });
        });
    }

    /** Gives learners back the seats that were reclaimed from them. */
    @Bean
    LicenseAction<Learners> restoreAction(EachLearner each, RestoreSeat restore, FindSeats seats) {
        return new LicenseAction<>("restore", Who.MANAGER, Learners.class, (caller, organization, fields) -> {
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
        });
    }

    /** Gives one learner's seat to another. */
    @Bean
    LicenseAction<Handover> transferAction(FindLearner learners, TransferSeat transfer, ShowPool show) {
        return new LicenseAction<>("transfer", Who.MANAGER, Handover.class, (caller, organization, fields) -> {
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
        });
    }
}
