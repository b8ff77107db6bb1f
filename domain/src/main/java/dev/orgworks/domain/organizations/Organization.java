package dev.orgworks.domain.organizations;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization: a school, a company, a franchise. One row, whatever contract made it or shows it.
 *
 * @param id the number that paths and most contracts use
 * @param uuid the id of the support contract; paths take either
 * @param slug the name in URLs; unique
 * @param address at most 500 characters
 * @param timeZone where its days begin and end
 * @param settings what a front end stores with it, as it came
 * @param version counts changes
 */
public record Organization(
        long id,
        UUID uuid,
        String name,
        @Nullable String slug,
        @Nullable Category category,
        @Nullable String address,
        Tier tier,
        Plan plan,
        Status status,
        ZoneId timeZone,
        Map<String, Object> settings,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The trade, as the studio contract lists it. */
    public enum Category {
        PHOTOGRAPHY,
        MAKEUP,
        PLANNING_AND_DECOR
    }

    /** The service level of the workspace contract; shown there as {@code Standard} and so on. */
    public enum Tier {
        STANDARD,
        PREMIUM,
        ENTERPRISE
    }

    /** What the organization subscribed to, in the support contract. */
    public enum Plan {
        FREE,
        STARTER,
        PROFESSIONAL,
        ENTERPRISE
    }

    /** Where the customer relation stands, in the support contract. */
    public enum Status {
        TRIAL,
        ACTIVE,
        SUSPENDED,
        CANCELLED
    }
}
