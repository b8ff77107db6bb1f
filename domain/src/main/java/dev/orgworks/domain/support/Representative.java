package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.Max;
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
 * A user who answers customers.
 *
 * @param maxChats how many conversations he takes at a time
 * @param rating the mean of all ratings of his conversations and tickets, 0 to 5; of the last rollup
 * @param lastActiveAt when he last became online or away
 */
@Table("support_representative")
public record Representative(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotNull @Refers(to = DeskUser.class, as = "user") UUID userId,
        @NotNull Role role,
        Status status,
        @PositiveOrZero @Max(10_000) Integer maxChats,
        @Automatic @Decimal @Nullable BigDecimal rating,
        @Automatic @Nullable Instant lastActiveAt,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow, Lifecycle<Representative> {

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public Representative {
        status = status == null ? Status.OFFLINE : status;
        maxChats = maxChats == null ? Integer.valueOf(10) : maxChats;
    }

    /** His place in the team. */
    public enum Role {
        JUNIOR_SUPPORT,
        SENIOR_SUPPORT,
        TEAM_LEAD,
        ADMIN
    }

    /** Whether customers reach him. */
    public enum Status {
        ONLINE,
        AWAY,
        OFFLINE
    }

    /** With the time of his becoming online or away, if that is what happens. */
    @Override
    public Representative after(@Nullable Representative before, Instant now) {
        boolean comes = status != Status.OFFLINE && (before == null || before.status != status);
        return comes ? RowFields.of(this).with(this, Map.of("lastActiveAt", now)) : this;
    }
}
