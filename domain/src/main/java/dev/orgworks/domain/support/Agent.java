package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.orgworks.domain.database.JsonColumn;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * The configuration of an AI agent, and what its runtime reports of it.
 *
 * @param assertions how many it has made
 * @param accuracy the percentage of them that were right
 * @param avgLatency milliseconds an assertion took on average
 * @param dataSources the names of what it reads
 * @param thresholds what it goes by, such as {@code confidence}
 */
@Table("support_agent")
public record Agent(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotBlank @Size(max = 255) String name,
        @NotNull Type type,
        @Nullable @Size(max = 10_000) String description,
        Boolean enabled,
        Status status,
        @PositiveOrZero Long assertions,

        @Decimal @Nullable @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal accuracy,

        @Nullable @PositiveOrZero Integer avgLatency,
        DataSources dataSources,
        JsonObject thresholds,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow {

    @SuppressWarnings("NullAway") // what a body leaves out has its default
    public Agent {
        enabled = enabled == null ? Boolean.TRUE : enabled;
        status = status == null ? Status.ACTIVE : status;
        assertions = assertions == null ? 0L : assertions;
        dataSources = dataSources == null ? new DataSources(List.of()) : dataSources;
        thresholds = thresholds == null ? new JsonObject(Map.of()) : thresholds;
    }

    /** What it is for. */
    public enum Type {
        RESPONSE_RECOMMENDATION,
        CUSTOMER_SPEND,
        SENTIMENT_ANALYSIS,
        INTENT_CLASSIFICATION,
        TICKET_ROUTING,
        ESCALATION_PREDICTION,
        REFUND_ASSESSMENT,
        CHURN_PREDICTION,
        KNOWLEDGE_RETRIEVAL,
        CONVERSATION_SUMMARY,
        QUALITY_ASSURANCE,
        CUSTOM
    }

    /** Whether it works. */
    public enum Status {
        ACTIVE,
        PAUSED,
        DISABLED
    }

    /** The names of what an agent reads. */
    public record DataSources(@JsonValue List<String> names) implements JsonColumn {}
}
