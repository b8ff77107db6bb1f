package dev.orgworks.api.organizations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.Organization.Tier;
import dev.orgworks.domain.organizations.OrganizationDraft;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The learning contract's body that makes an organization or replaces it; everything but the name has a default. Front ends
 * of other contracts send fields of theirs, which are passed over.
 *
 * @param active true: make it the caller's active organization
 * @param version the version that was read; left out: whatever it is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrganizationRequest(
        @NotBlank @Size(max = 255) String name,

        @Nullable @Size(max = 255) @Pattern(regexp = SLUG, message = SLUG_RULE)
        String slug,

        @Nullable Category category,
        @Nullable @Positive Long ownerId,
        @Nullable @Size(max = 500) String address,
        @Nullable Tier tier,
        @Nullable Plan plan,
        @Nullable Status status,
        @Nullable ZoneId timeZone,
        @Nullable Map<String, Object> settings,
        @Nullable Boolean active,
        @Nullable Long version) {

    static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";
    static final String SLUG_RULE = "must be of lower-case letters, digits and single hyphens";

    OrganizationRequest {
        name = Texts.trimmed(name);
        address = Texts.orNull(address);
    }

    /** The body that changes nothing. */
    static OrganizationRequest of(OrganizationDraft draft) {
        return new OrganizationRequest(
                draft.name(),
                draft.slug(),
                draft.category(),
                draft.owner(),
                draft.address(),
                draft.tier(),
                draft.plan(),
                draft.status(),
                draft.timeZone(),
                draft.settings(),
                null,
                null);
    }

    OrganizationDraft draft() {
        return new OrganizationDraft(
                name,
                slug,
                category,
                ownerId,
                address,
                Objects.requireNonNullElse(tier, Tier.STANDARD),
                Objects.requireNonNullElse(plan, Plan.FREE),
                Objects.requireNonNullElse(status, Status.TRIAL),
                timeZone == null ? ZoneId.of("UTC") : timeZone,
                settings == null ? Map.of() : settings);
    }
}
