package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.PoolState;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tells what somebody would get for a token, before he says who he is. */
@Component
public class PreviewClaim {

    /** How the seat is taken. */
    public enum Kind {
        /** By whoever says which address is his. */
        TOKEN,
        /** By the one to whom it was offered. */
        OFFER
    }

    /**
     * What there is.
     *
     * @param organization its name
     * @param expiresAt until when it can be taken
     * @param seatsLeft whether a seat is free now
     * @param waitlist whether people can wait when none is
     */
    public record Preview(
            Kind kind,
            String organization,
            String product,
            String poolName,
            EmailDomains domains,
            Instant expiresAt,
            boolean seatsLeft,
            boolean waitlist) {}

    private final AdmitClaim admit;
    private final FindPools pools;
    private final ClaimOffer offers;
    private final InstantSource clock;

    PreviewClaim(AdmitClaim admit, FindPools pools, ClaimOffer offers, InstantSource clock) {
        this.offers = offers;
        this.admit = admit;
        this.pools = pools;
        this.clock = clock;
    }

    /**
     * Tells it.
     *
     * @throws ClaimRefusedException when the token gives no seats now
     * @throws ConflictException when the pool is in grace or has expired
     */
    public Preview preview(TokenSecret secret) {
        Optional<Handed> found = admit.find(secret);
        if (found.isEmpty()) {
            return offers.preview(secret);
        }
        Handed handed = found.get();
        ProvisioningToken token = handed.token();
        admit.usable(token);
        LicensePool pool = pools.byId(token.organizationId(), Objects.requireNonNull(token.poolId()));
        PoolState state = pool.stateAt(clock.instant());
        if (state != PoolState.ACTIVE) {
            throw new ConflictException(
                    state == PoolState.GRACE ? "POOL_IN_GRACE" : "POOL_EXPIRED",
                    "The licences have expired; new seats can be given once they are renewed");
        }
        return new Preview(
                Kind.TOKEN,
                handed.organization(),
                pool.product(),
                pool.name(),
                token.domains(),
                token.expiresAt(),
                pool.available() > 0,
                pool.overage() == LicensePool.Overage.WAITLIST);
    }
}
