package dev.orgworks.domain.organizations;

import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.Organization.Tier;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller says of an organization to be made; everything but the name has a default. */
public record NewOrganization(
        String name,
        @Nullable String slug,
        @Nullable Category category,
        @Nullable String address,
        Tier tier,
        Plan plan,
        Status status,
        ZoneId timeZone,
        Map<String, Object> settings) {}
