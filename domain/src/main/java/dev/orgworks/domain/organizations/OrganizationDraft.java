package dev.orgworks.domain.organizations;

import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.Organization.Tier;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What callers may say of an organization, to make it or to change it.
 *
 * @param slug null: it has none
 * @param owner the id of the user in charge; null: nobody is
 */
public record OrganizationDraft(
        String name,
        @Nullable String slug,
        @Nullable Category category,
        @Nullable Long owner,
        @Nullable String address,
        Tier tier,
        Plan plan,
        Status status,
        ZoneId timeZone,
        Map<String, Object> settings) {

    /** The draft that changes nothing. */
    public static OrganizationDraft of(Organization organization) {
        return new OrganizationDraft(
                organization.name(),
                organization.slug(),
                organization.category(),
                organization.owner() == null ? null : organization.owner().id(),
                organization.address(),
                organization.tier(),
                organization.plan(),
                organization.status(),
                organization.timeZone(),
                organization.settings());
    }

    /** An organization of which nothing is known but its name. */
    public static OrganizationDraft named(String name) {
        return new OrganizationDraft(
                name, null, null, null, null, Tier.STANDARD, Plan.FREE, Status.TRIAL, ZoneId.of("UTC"), Map.of());
    }
}
