package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.mail.MailKind;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes to the holder of a seat, if a letter reaches him. */
@Component
class TellHolder {

    private final FindLearners learners;
    private final MailLearner mail;

    TellHolder(FindLearners learners, MailLearner mail) {
        this.learners = learners;
        this.mail = mail;
    }

    /** @param more what the letter says besides the organization and the product */
    void tell(Actor actor, LicensePool pool, Seat seat, MailKind kind, Map<String, Object> more) {
        learners.find(seat.organizationId(), seat.learnerId())
                .ifPresent(learner -> mail.write(actor, pool, learner, kind, more, seat.id()));
    }
}
