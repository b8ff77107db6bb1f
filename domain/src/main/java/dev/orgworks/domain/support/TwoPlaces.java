package dev.orgworks.domain.support;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts of money as they are stored and shown: with two places. */
final class TwoPlaces {

    /** What the columns hold before the point. */
    static final int INTEGER = 17;

    private TwoPlaces() {}

    /** The same amount with two places; one that no column holds stays as it came, for validation to name it. */
    static @Nullable BigDecimal of(@Nullable BigDecimal amount) {
        if (amount == null || amount.scale() >= 2 || (long) amount.precision() - amount.scale() > INTEGER) {
            return amount;
        }
        return amount.setScale(2);
    }
}
