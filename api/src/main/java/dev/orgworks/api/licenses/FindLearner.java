package dev.orgworks.api.licenses;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.learners.EnrollLearner;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.organizations.Organization;
import org.springframework.stereotype.Component;

/** Finds the learner whom somebody refers to. */
@Component
class FindLearner {

    private final FindLearners learners;
    private final EnrollLearner enroll;

    FindLearner(FindLearners learners, EnrollLearner enroll) {
        this.learners = learners;
        this.enroll = enroll;
    }

    /** @throws NotFoundException when the organization has no such learner */
    Learner find(Organization organization, LearnerReference reference) {
        if (reference.id() != null) {
            return learners.byId(organization.id(), reference.id());
        }
        if (reference.externalId() != null) {
            String id = reference.externalId();
            return learners.byExternalId(organization.id(), id).orElseThrow(() -> new NotFoundException("Learner", id));
        }
        String email = String.valueOf(reference.email());
        return enroll.find(organization.id(), email).orElseThrow(() -> new NotFoundException("Learner", email));
    }

    /**
     * By his id in the roster, else his id here, else his e-mail address.
     *
     * @throws NotFoundException when the organization has no such learner
     */
    Learner find(Organization organization, String text) {
        return learners.byExternalId(organization.id(), text)
                .or(() -> text.matches("[1-9][0-9]{0,17}")
                        ? learners.find(organization.id(), Long.parseLong(text))
                        : enroll.find(organization.id(), text))
                .orElseThrow(() -> new NotFoundException("Learner", text));
    }
}
