package dev.orgworks.domain.licenses;

import dev.orgworks.domain.users.TokenSecret;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the offer of a seat by the secret of its link. */
@Component
public class FindOffer {

    /** An offer, also one that does not stand any more. */
    public record Offered(long organizationId, Waiting waiting) {}

    private final FindWaitlist waitlist;

    FindOffer(FindWaitlist waitlist) {
        this.waitlist = waitlist;
    }

    /** The offer; empty when nobody was ever offered a seat by that link. */
    public Optional<Offered> find(TokenSecret secret) {
        return waitlist.byOffer(secret)
                .map(offer ->
                        new Offered(offer.organizationId(), waitlist.byId(offer.organizationId(), offer.waitingId())));
    }
}
