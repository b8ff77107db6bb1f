package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.licenses.FindOffer;
import dev.orgworks.domain.licenses.FindOffer.Offered;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.TakeOffer;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.provisioning.ClaimRefusedException.Reason;
import dev.orgworks.domain.provisioning.ClaimSeat.Claimer;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Takes the seat that was offered to somebody on a waitlist, whose link opens the same page as a token. */
@Component
class ClaimOffer {

    private final FindOffer offers;
    private final TakeOffer take;
    private final FindPools pools;
    private final FindOrganizations organizations;
    private final InstantSource clock;

    ClaimOffer(
            FindOffer offers, TakeOffer take, FindPools pools, FindOrganizations organizations, InstantSource clock) {
        this.offers = offers;
        this.take = take;
        this.pools = pools;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** @throws ClaimRefusedException TOKEN_UNKNOWN, when it is the secret of no offer */
    Claim take(Claimer claimer, TokenSecret secret) {
        Offered offer = known(secret);
        String organization = organization(offer);
        boolean given = take.take(claimer.actor(secret.hint()), secret).given();
        LicensePool pool = pools.byId(offer.organizationId(), offer.waiting().poolId());
        return new Claim(
                null, organization, pool.product(), pool.name(), Claim.State.GIVEN, null, pool.accessUntil(), given);
    }

    /** One that was taken is shown too: taking it again tells that. */
    PreviewClaim.Preview preview(TokenSecret secret) {
        Offered offer = known(secret);
        Waiting waiting = offer.waiting();
        Instant until = Objects.requireNonNull(waiting.offerExpiresAt());
        boolean open = waiting.state() == Waiting.State.OFFERED;
        if (waiting.state() == Waiting.State.EXPIRED
                || (open && !clock.instant().isBefore(until))) {
            throw new ConflictException("OFFER_EXPIRED", "The offer has expired");
        }
        if (!open && waiting.state() != Waiting.State.ACCEPTED) {
            throw new ConflictException("OFFER_WITHDRAWN", "The offer does not stand any more");
        }
        LicensePool pool = pools.byId(offer.organizationId(), waiting.poolId());
        return new PreviewClaim.Preview(
                PreviewClaim.Kind.OFFER,
                organization(offer),
                pool.product(),
                pool.name(),
                EmailDomains.ANY,
                until,
                true,
                true);
    }

    private Offered known(TokenSecret secret) {
        return offers.find(secret)
                .filter(offer -> offer.waiting().offerExpiresAt() != null)
                .orElseThrow(() -> new ClaimRefusedException(Reason.TOKEN_UNKNOWN));
    }

    private String organization(Offered offer) {
        try {
            return organizations
                    .byPath(Long.toString(offer.organizationId()), Reach.EVERYTHING)
                    .name();
        } catch (NotFoundException e) {
            throw new ClaimRefusedException(Reason.TOKEN_UNKNOWN);
        }
    }
}
