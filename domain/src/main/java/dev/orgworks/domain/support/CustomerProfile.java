package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * What the desk knows of a customer.
 *
 * @param lifetimeValue what he has paid in all
 * @param tokenBalance how many tokens of his {@code tokenLimit} he has left
 * @param activeSites how many of his {@code sitesLimit} sites are in use
 * @param billingAmount what he pays each cycle; null: nothing is agreed
 * @param context what the front end knows of his surroundings
 */
@Table("support_customer_profile")
public record CustomerProfile(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotNull @Refers(to = DeskUser.class, as = "user") UUID userId,
        Tier tier,
        Standing standing,

        @Decimal @PositiveOrZero @Digits(integer = 17, fraction = 2)
        BigDecimal lifetimeValue,

        @PositiveOrZero Long tokenBalance,
        @PositiveOrZero Long tokenLimit,
        @PositiveOrZero Integer activeSites,
        @PositiveOrZero Integer sitesLimit,
        BillingCycle billingCycle,

        @Decimal @Nullable @PositiveOrZero @Digits(integer = 17, fraction = 2)
        BigDecimal billingAmount,

        JsonObject context,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow {

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public CustomerProfile {
        tier = tier == null ? Tier.FREE : tier;
        standing = standing == null ? Standing.GOOD : standing;
        lifetimeValue = lifetimeValue == null ? BigDecimal.ZERO.setScale(2) : lifetimeValue;
        tokenLimit = tokenLimit == null ? 0L : tokenLimit;
        tokenBalance = tokenBalance == null ? tokenLimit : tokenBalance;
        activeSites = activeSites == null ? Integer.valueOf(0) : activeSites;
        sitesLimit = sitesLimit == null ? Integer.valueOf(0) : sitesLimit;
        billingCycle = billingCycle == null ? BillingCycle.MONTHLY : billingCycle;
        context = context == null ? new JsonObject(Map.of()) : context;
    }

    /** What he subscribed to. */
    public enum Tier {
        FREE,
        STARTER,
        PRO,
        ENTERPRISE
    }

    /** How he stands with the organization. */
    public enum Standing {
        GOOD,
        WARNING,
        SUSPENDED,
        CLOSED
    }

    /** How often he pays. */
    public enum BillingCycle {
        MONTHLY,
        QUARTERLY,
        YEARLY
    }
}
