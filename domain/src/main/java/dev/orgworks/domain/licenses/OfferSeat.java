package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.links.Links;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.users.TokenSecret;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Offers somebody who waits a seat, by a letter with a link; the link's secret is kept nowhere else. */
@Component
class OfferSeat {

    private final WriteWaiting write;
    private final MailLearner mail;
    private final Links links;

    OfferSeat(WriteWaiting write, MailLearner mail, Links links) {
        this.write = write;
        this.mail = mail;
        this.links = links;
    }

    /** Under the lock of the pool, which has a seat available. */
    void offer(Actor actor, LicensePool pool, Waiting waiting, Learner learner) {
        TokenSecret secret = TokenSecret.random();
        Waiting offered = write.offer(actor, pool, waiting, secret.hash());
        mail.write(
                actor,
                pool,
                learner,
                MailKind.LICENSE_OFFER,
                Map.of(
                        "link",
                        links.claim(secret.text()).toString(),
                        "expiresAt",
                        Objects.requireNonNull(offered.offerExpiresAt())),
                offered.id());
    }
}
