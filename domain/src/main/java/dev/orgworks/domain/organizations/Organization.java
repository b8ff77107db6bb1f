package dev.orgworks.domain.organizations;

import com.fasterxml.jackson.annotation.JsonValue;
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
 * @param user whose own it is: names are unique among the organizations of one user; null: nobody's
 * @param owner who is in charge; null: nobody is
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
        @Nullable Long user,
        @Nullable Owner owner,
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
        PHOTOGRAPHY("Photography"),
        MAKEUP("Makeup"),
        PLANNING_AND_DECOR("Planning and Decor");

        private final String label;

        Category(String label) {
            this.label = label;
        }

        /** For drop-downs. */
        public String label() {
            return label;
        }
    }

    /** The service level of the workspace contract; shown there as {@code Standard} and so on. */
    public enum Tier {
        STANDARD("Standard"),
        PREMIUM("Premium"),
        ENTERPRISE("Enterprise");

        private final String label;

        Tier(String label) {
            this.label = label;
        }

        /** As bodies write it. */
        @JsonValue
        public String label() {
            return label;
        }

        @Override
        public String toString() {
            return label;
        }
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
