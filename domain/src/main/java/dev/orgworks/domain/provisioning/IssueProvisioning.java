package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.provisioning.ProvisioningToken.Kind;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.TokenSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a token that is to be handed out. */
@Component
public class IssueProvisioning {

    /**
     * A token as its maker wishes it.
     *
     * @param poolId of a LICENSE token, and of none else
     * @param role of an INVITE_LINK, and of none else
     * @param maxUses null: no limit of its own
     * @param expiresAt null: in a day
     */
    public record Wish(
            Kind kind,
            String label,
            @Nullable Long poolId,
            @Nullable MemberRole role,
            EmailDomains domains,
            @Nullable Integer maxUses,
            @Nullable Instant expiresAt) {}

    /** A token with its secret, which nobody can read again. */
    public record Issued(ProvisioningToken token, TokenSecret secret) {}

    private final FindPools pools;
    private final ProvisioningLife life;
    private final WriteProvisioning write;

    IssueProvisioning(FindPools pools, ProvisioningLife life, WriteProvisioning write) {
        this.pools = pools;
        this.life = life;
        this.write = write;
    }

    /**
     * Makes a token.
     *
     * @throws InvalidInputException when it lacks what its kind needs, has what its kind has not, or ends too early or too late
     * @throws dev.orgworks.domain.DeniedException when the caller may not hand out such tokens
     */
    @Transactional
    public Issued issue(Caller maker, long organizationId, Wish wish) {
        ProvisioningLife.check(maker, organizationId, wish.kind());
        List<Detail> wrong = wrong(organizationId, wish);
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        Instant expiresAt = life.end(wish.expiresAt());
        TokenSecret secret = TokenSecret.random();
        return new Issued(write.insert(maker.actor(), organizationId, wish, expiresAt, secret), secret);
    }

    private List<Detail> wrong(long organizationId, Wish wish) {
        List<Detail> wrong = new ArrayList<>();
        belongs("poolId", wish.poolId(), wish, Kind.LICENSE, true, wrong);
        belongs("role", wish.role(), wish, Kind.INVITE_LINK, true, wrong);
        if (wish.kind() == Kind.SCIM) {
            belongs("domains", wish.domains().patterns().isEmpty() ? null : wish, wish, null, false, wrong);
            belongs("maxUses", wish.maxUses(), wish, null, false, wrong);
        }
        if (wish.role() == MemberRole.OWNER) {
            wrong.add(new Detail(
                    "role", "INVALID", "role must be VIEWER, MANAGER or ADMIN; owners are not made by a link"));
        }
        if (wish.kind() == Kind.LICENSE && wish.poolId() != null) {
            try {
                pools.byId(organizationId, wish.poolId());
            } catch (NotFoundException e) {
                wrong.add(new Detail("poolId", "UNKNOWN", "poolId must be a license pool of this organization"));
            }
        }
        return wrong;
    }

    private static void belongs(
            String field, @Nullable Object value, Wish wish, @Nullable Kind kind, boolean needed, List<Detail> wrong) {
        if (value != null && wish.kind() != kind) {
            wrong.add(new Detail(field, "NOT_ALLOWED", "Tokens of the kind " + wish.kind() + " have no " + field));
        } else if (value == null && needed && wish.kind() == kind) {
            wrong.add(new Detail(field, "REQUIRED", "Tokens of the kind " + wish.kind() + " need " + field));
        }
    }
}
