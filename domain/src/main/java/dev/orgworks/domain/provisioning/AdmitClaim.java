package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.provisioning.ClaimRefusedException.Reason;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import dev.orgworks.domain.provisioning.ProvisioningToken.Kind;
import dev.orgworks.domain.provisioning.ProvisioningToken.State;
import dev.orgworks.domain.users.TokenSecret;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether a token gives seats, to nobody in particular and to somebody. */
@Component
class AdmitClaim {

    private final FindProvisioning tokens;
    private final InstantSource clock;

    AdmitClaim(FindProvisioning tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * The token of a secret, expired and used up ones too: who claimed with it may still ask what he has.
     *
     * @return empty when no token that gives seats has it
     * @throws ClaimRefusedException when it is revoked
     */
    Optional<Handed> find(TokenSecret secret) {
        Optional<Handed> handed =
                tokens.bySecret(secret).filter(found -> found.token().kind() == Kind.LICENSE);
        if (handed.filter(found -> found.token().revokedAt() != null).isPresent()) {
            throw new ClaimRefusedException(Reason.TOKEN_REVOKED);
        }
        return handed;
    }

    /**
     * The same under a lock, which holds to the end of the transaction.
     *
     * @throws ClaimRefusedException when it gives no seats any more
     */
    ProvisioningToken locked(ProvisioningToken token, TokenSecret secret) {
        return tokens.locked(token, secret).orElseThrow(() -> new ClaimRefusedException(Reason.TOKEN_UNKNOWN));
    }

    /** @throws ClaimRefusedException when it can be used no more */
    void usable(ProvisioningToken token) {
        State state = token.stateAt(clock.instant());
        if (state != State.ACTIVE) {
            throw new ClaimRefusedException(
                    switch (state) {
                        case REVOKED -> Reason.TOKEN_REVOKED;
                        case EXPIRED -> Reason.TOKEN_EXPIRED;
                        default -> Reason.TOKEN_USED_UP;
                    });
        }
    }

    /** @throws ClaimRefusedException when it is not for an address */
    static void address(ProvisioningToken token, String email) {
        if (!token.domains().allow(email)) {
            throw new ClaimRefusedException(Reason.WRONG_DOMAIN);
        }
    }
}
