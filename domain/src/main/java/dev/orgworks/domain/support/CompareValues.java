package dev.orgworks.domain.support;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Compares values of JSON by what they mean: numbers and decimal texts by value, instants whatever their offset, priorities
 * by their order, all else exactly. A number with a leading zero, such as an order's {@code "007"}, is a text.
 */
final class CompareValues {

    /** From the least on; tickets have none that is CRITICAL. */
    static final List<String> PRIORITIES = List.of("LOW", "NORMAL", "HIGH", "URGENT", "CRITICAL");

    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,29})(\\.[0-9]{1,20})?");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.{1,30}");

    private static final int MOST_DIGITS = 50;

    private CompareValues() {}

    static boolean same(Object one, Object other) {
        OptionalInt order = order(one, other);
        return order.isPresent() ? order.getAsInt() == 0 : one.equals(other);
    }

    /** Below 0: the first is less; empty: nobody can say. */
    static OptionalInt order(Object one, Object other) {
        Optional<BigDecimal> number = number(one);
        if (number.isPresent()) {
            return order(number, number(other));
        }
        Optional<Instant> instant = instant(one);
        return instant.isPresent() ? order(instant, instant(other)) : order(priority(one), priority(other));
    }

    /** Whether it is of a kind in which there is less and more. */
    static boolean hasOrder(Object value) {
        return number(value).isPresent()
                || instant(value).isPresent()
                || priority(value).isPresent();
    }

    private static <T extends Comparable<T>> OptionalInt order(Optional<T> one, Optional<T> other) {
        return one.isPresent() && other.isPresent()
                ? OptionalInt.of(one.get().compareTo(other.get()))
                : OptionalInt.empty();
    }

    /** One of a reasonable size; a binary floating point number is taken for the decimal that writes it. */
    static Optional<BigDecimal> number(Object value) {
        return value instanceof Number
                        || (value instanceof String text
                                && DECIMAL.matcher(text).matches())
                ? Optional.of(new BigDecimal(value.toString())).filter(CompareValues::isReasonable)
                : Optional.empty();
    }

    /** The same number, always in the same words. */
    static BigDecimal canonical(BigDecimal number) {
        if (!isReasonable(number)) {
            return number;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static boolean isReasonable(BigDecimal number) {
        return number.precision() <= MOST_DIGITS && Math.abs(number.scale()) <= MOST_DIGITS;
    }

    private static Optional<Instant> instant(Object value) {
        if (!(value instanceof String text) || !INSTANT.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> priority(Object value) {
        return Optional.of(PRIORITIES.indexOf(String.valueOf(value))).filter(place -> place >= 0);
    }
}
