package dev.orgworks.api.provisioning;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.EmailDomains;
import dev.orgworks.domain.provisioning.IssueProvisioning;
import dev.orgworks.domain.provisioning.ProvisioningToken;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body that makes a token.
 *
 * @param kind LICENSE, SCIM or INVITE_LINK (INVITE-LINK)
 * @param poolId of which pool a LICENSE token gives seats
 * @param role what an INVITE_LINK makes people: VIEWER, MANAGER or ADMIN
 * @param maxUses left out: no limit of its own
 * @param expiresAt when it ends, at most 30 days ahead; left out, with expiresInHours too: in 24 hours
 * @param expiresInHours in place of expiresAt
 * @param domains whose e-mail addresses it is for, such as example.org or *.example.org; left out: any
 */
record ProvisioningRequest(
        @NotNull ProvisioningToken.Kind kind,
        @NotBlank @Size(max = 255) String label,
        @Nullable Long poolId,
        @Nullable MemberRole role,
        @Nullable @Min(1) @Max(1_000_000) Integer maxUses,
        @Nullable Instant expiresAt,
        @Nullable @Min(1) @Max(720) Integer expiresInHours,
        @Nullable @Size(min = 1, max = 50) List<@NotBlank @Size(max = 255) String> domains) {

    IssueProvisioning.Wish wish(Instant now) {
        return new IssueProvisioning.Wish(
                kind,
                label.strip(),
                poolId,
                role,
                EmailDomains.of("domains", domains),
                maxUses,
                end(now, expiresAt, expiresInHours));
    }

    /** When something ends that says so in one of two ways; null: it does not say. */
    static @Nullable Instant end(Instant now, @Nullable Instant at, @Nullable Integer hours) {
        if (at != null && hours != null) {
            throw new InvalidInputException(
                    "expiresInHours", "INVALID", "expiresInHours stands in place of expiresAt; leave one of them out");
        }
        return hours == null ? at : now.plus(Duration.ofHours(hours));
    }
}
