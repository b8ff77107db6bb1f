package dev.orgworks.api.licenses;

import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.organizations.Organization;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says of whom seats and places are, by one statement a list. */
@Component
class NameLearners {

    private final FindLearners learners;

    NameLearners(FindLearners learners) {
        this.learners = learners;
    }

    List<AssignmentView> seats(Organization organization, List<Seat> seats) {
        Map<Long, Learner> known = learners.byIds(
                organization.id(), seats.stream().map(Seat::learnerId).toList());
        return seats.stream()
                .map(seat -> new AssignmentView(SeatView.of(seat), HolderView.of(known.get(seat.learnerId()))))
                .toList();
    }

    List<WaitingView> places(Organization organization, List<Waiting> places) {
        Map<Long, Learner> known = learners.byIds(
                organization.id(), places.stream().map(Waiting::learnerId).toList());
        return places.stream()
                .map(place -> new WaitingView(place, HolderView.of(known.get(place.learnerId()))))
                .toList();
    }
}
