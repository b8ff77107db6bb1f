package dev.orgworks.api.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.FindCode;
import dev.orgworks.domain.provisioning.ProvisioningToken;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A token as the API shows it. */
@Component
class ShowToken {

    /**
     * A token.
     *
     * @param domains whose e-mail addresses it is for; empty: any
     * @param maxUses null: no limit of its own
     * @param token the secret, only in the answer that makes it
     * @param url the page that the secret opens, only there
     * @param qr the picture of that address, only there
     */
    record TokenView(
            long id,
            ProvisioningToken.Kind kind,
            String label,
            ProvisioningToken.State state,
            @Nullable Long poolId,
            @Nullable MemberRole role,
            Collection<String> domains,
            String hint,
            @Nullable Integer maxUses,
            int uses,
            Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            long version,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String url,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String qr) {}

    private final FindCode codes;
    private final InstantSource clock;

    ShowToken(FindCode codes, InstantSource clock) {
        this.codes = codes;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    TokenView view(ProvisioningToken token) {
        return view(token, null, null, null);
    }

    /** With its secret, and what opens with it. */
    TokenView view(ProvisioningToken token, TokenSecret secret) {
        boolean page = token.kind().hasPage();
        return view(
                token,
                secret.text(),
                page ? codes.address(token.kind(), secret).toString() : null,
                page
                        ? "/api/organizations/" + token.organizationId() + "/provisioning/" + token.id() + "/qr?token="
                                + secret.text()
                        : null);
    }

    private TokenView view(
            ProvisioningToken token, @Nullable String secret, @Nullable String url, @Nullable String qr) {
        return new TokenView(
                token.id(),
                token.kind(),
                token.label(),
                token.stateAt(now()),
                token.poolId(),
                token.role(),
                token.domains().sorted(),
                token.hint(),
                token.maxUses(),
                token.uses(),
                token.expiresAt(),
                token.revokedAt(),
                token.lastUsedAt(),
                token.version(),
                token.createdBy(),
                token.createdAt(),
                token.updatedAt(),
                secret,
                url,
                qr);
    }
}
