package dev.orgworks.domain.support;

import java.util.Collection;
import java.util.Locale;

/**
 * How a condition holds what it found against its value. A fact that there is not is neither equal to anything nor unequal:
 * a misspelt field then decides about nothing, rather than about everything.
 */
enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    CONTAINS,
    EXISTS;

    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_VALUES = 100;

    /** As rules write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its values have to be, in words. */
    String taken() {
        return switch (this) {
            case EQ, NE, CONTAINS -> "a text, a number or a truth value";
            case GT, GTE, LT, LTE ->
                "a number, a decimal such as \"50.00\", an instant such as \"2026-01-24T12:00:00Z\" or one of "
                        + String.join(", ", CompareValues.PRIORITIES);
            case IN -> "a list of 1 to " + MOST_VALUES + " texts, numbers or truth values";
            case EXISTS -> "true or false";
        };
    }

    boolean takes(Object value) {
        return switch (this) {
            case EQ, NE -> isPlain(value);
            case GT, GTE, LT, LTE -> CompareValues.hasOrder(value);
            case IN -> isList(value);
            case CONTAINS -> isPlain(value) && !value.equals("");
            case EXISTS -> value instanceof Boolean;
        };
    }

    /**
     * Whether it is so.
     *
     * @param found what there is
     * @param value one that it takes
     */
    boolean holds(Object found, Object value) {
        return switch (this) {
            case EQ -> CompareValues.same(found, value);
            case NE -> !CompareValues.same(found, value);
            case GT -> CompareValues.order(found, value).stream().anyMatch(order -> order > 0);
            case GTE -> CompareValues.order(found, value).stream().anyMatch(order -> order >= 0);
            case LT -> CompareValues.order(found, value).stream().anyMatch(order -> order < 0);
            case LTE -> CompareValues.order(found, value).stream().anyMatch(order -> order <= 0);
            case IN -> contains(value, found);
            case CONTAINS -> holdsPart(found, value);
            case EXISTS -> value.equals(true);
        };
    }

    private static boolean isPlain(Object value) {
        if (value instanceof String text) {
            return text.length() <= LONGEST_TEXT;
        }
        return value instanceof Boolean || CompareValues.number(value).isPresent();
    }

    private static boolean isList(Object value) {
        return value instanceof Collection<?> list
                && !list.isEmpty()
                && list.size() <= MOST_VALUES
                && list.stream().allMatch(one -> one != null && isPlain(one));
    }

    private static boolean contains(Object list, Object value) {
        return ((Collection<?>) list).stream().anyMatch(one -> one != null && CompareValues.same(one, value));
    }

    private static boolean holdsPart(Object found, Object value) {
        if (found instanceof Collection<?> list) {
            return contains(list.stream().map(Operator::folded).toList(), folded(value));
        }
        return found instanceof String text
                && value instanceof String part
                && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private static Object folded(Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }
}
