package dev.orgworks.domain.support;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.database.JsonColumn;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Money that a desk may give away in one period.
 *
 * @param period what people call its length; it lasts as long as its start and end say
 * @param limit how much there is
 * @param spent how much of it is given away
 * @param alertThresholds when its organization's administrators are told
 * @param refundLimitPerUser how much of it one customer may get; null: all
 * @param periodStart from when on it may be spent
 * @param periodEnd until when: to the end of that second, unless another budget's period begins before
 */
@Table("support_budget")
public record Budget(
        @Automatic @Id @Nullable UUID id,
        @Automatic @JsonIgnore @Nullable Long organizationId,
        @NotNull Type type,
        @NotNull Period period,

        @Column("limit_amount") @Decimal @NotNull @PositiveOrZero @Digits(integer = TwoPlaces.INTEGER, fraction = 2)
        BigDecimal limit,

        @Automatic @Decimal BigDecimal spent,
        AlertThresholds alertThresholds,

        @Decimal @Nullable @PositiveOrZero @Digits(integer = TwoPlaces.INTEGER, fraction = 2)
        BigDecimal refundLimitPerUser,

        @NotNull Instant periodStart,
        @NotNull Instant periodEnd,
        @Automatic @JsonIgnore @Version @Nullable Long version,
        @Automatic @Nullable Instant createdAt,
        @Automatic @Nullable Instant updatedAt)
        implements DeskRow {

    private static final int MOST_THRESHOLDS = 20;

    /** What the columns hold of its period. */
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:01Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @SuppressWarnings("NullAway") // what a body leaves out has its default, or is refused
    public Budget {
        limit = TwoPlaces.of(limit);
        spent = spent == null ? new BigDecimal(BigInteger.ZERO, 2) : spent;
        alertThresholds = alertThresholds == null ? new AlertThresholds(List.of()) : alertThresholds;
        refundLimitPerUser = TwoPlaces.of(refundLimitPerUser);
        periodStart = Moments.stored(periodStart);
        periodEnd = Moments.stored(periodEnd);
    }

    /** What its money is for. */
    public enum Type {
        REFUND,
        COMPENSATION,
        DISCOUNT,
        CREDIT
    }

    /** How long its period is called. */
    public enum Period {
        MONTHLY,
        QUARTERLY,
        YEARLY
    }

    /** The percentages of a budget at which its organization's administrators are told, each once. */
    public record AlertThresholds(@JsonValue List<AlertThreshold> each) implements JsonColumn {

        public AlertThresholds {
            each = List.copyOf(each);
        }
    }

    /**
     * One of them.
     *
     * @param percentage of the limit: 1 to 100
     * @param enabled whether somebody is told; true unless said
     */
    public record AlertThreshold(@Nullable Integer percentage, Boolean enabled) {

        @SuppressWarnings("NullAway") // what a body leaves out has its default
        public AlertThreshold {
            enabled = enabled == null ? Boolean.TRUE : enabled;
        }
    }

    /** How much of the limit is left. */
    public BigDecimal remaining() {
        return limit.subtract(spent);
    }

    /** What people call it: {@code The refund budget from … to …}. */
    String words() {
        return "The " + type.name().toLowerCase(Locale.ROOT) + " budget from " + periodStart + " to " + periodEnd;
    }

    @Override
    public void check() {
        List<Detail> wrong = new ArrayList<>(thresholds(alertThresholds.each()));
        if (periodStart.isBefore(FIRST) || periodStart.isAfter(LAST)) {
            wrong.add(new Detail("periodStart", "OUT_OF_RANGE", "periodStart must be from 1970 to 9999"));
        }
        if (periodEnd.isAfter(LAST)) {
            wrong.add(new Detail("periodEnd", "OUT_OF_RANGE", "periodEnd must be from 1970 to 9999"));
        }
        if (!periodStart.isBefore(periodEnd)) {
            wrong.add(new Detail("periodEnd", "NOT_AFTER_START", "periodEnd must be after periodStart"));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
    }

    private static List<Detail> thresholds(List<AlertThreshold> thresholds) {
        List<Detail> wrong = new ArrayList<>();
        if (thresholds.size() > MOST_THRESHOLDS) {
            wrong.add(new Detail(
                    "alertThresholds", "TOO_MANY", "alertThresholds must be " + MOST_THRESHOLDS + " at most"));
        }
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < thresholds.size(); i++) {
            String where = "alertThresholds[" + i + "].percentage";
            Integer percentage = thresholds.get(i).percentage();
            if (percentage == null || percentage < 1 || percentage > 100) {
                wrong.add(new Detail(where, "OUT_OF_RANGE", where + " must be a whole number from 1 to 100"));
            } else if (!seen.add(percentage)) {
                wrong.add(new Detail(where, "DUPLICATE", where + " " + percentage + " is there twice"));
            }
        }
        return wrong;
    }
}
