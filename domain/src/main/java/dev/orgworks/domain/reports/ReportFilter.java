package dev.orgworks.domain.reports;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something by which a report's rows can be chosen.
 *
 * @param name its key in a definition's {@code filters}, and the parameter of its condition
 * @param condition in SQL
 * @param words of {@link Kind#WORDS}: what it may be
 * @param unset the condition where nobody gives it; null: none
 */
public record ReportFilter(
        String name,
        Kind kind,
        String condition,
        List<String> words,
        @Nullable String unset) {

    private ReportFilter(String name, Kind kind, String condition, List<String> words) {
        this(name, kind, condition, words, null);
    }

    /** What its value is. */
    public enum Kind {
        /** One, or a list, of some words. */
        WORDS,
        TEXT,
        NUMBER,
        /** A local day, of which the first instant is compared with. */
        FIRST_DAY,
        /** A local day, of which the end (not of it any more) is compared with. */
        LAST_DAY,
        /** A local day, as it is. */
        DATE
    }

    static ReportFilter words(String name, String column, Enum<?>[] words) {
        return words(name, column, Arrays.stream(words).map(Enum::name).toList());
    }

    static ReportFilter words(String name, String column, List<String> words) {
        return new ReportFilter(name, Kind.WORDS, column + " in (:" + name + ")", words);
    }

    /** The same, with a condition that holds where nobody gives it. */
    ReportFilter otherwise(String otherCondition) {
        return new ReportFilter(name, kind, condition, words, otherCondition);
    }

    static ReportFilter text(String name, String column) {
        return new ReportFilter(name, Kind.TEXT, column + " = :" + name, List.of());
    }

    static ReportFilter number(String name, String column) {
        return new ReportFilter(name, Kind.NUMBER, column + " = :" + name, List.of());
    }

    /** From a day on, by an instant. */
    static ReportFilter from(String column) {
        return new ReportFilter("from", Kind.FIRST_DAY, column + " >= :from", List.of());
    }

    /** To the end of a day, by an instant. */
    static ReportFilter to(String column) {
        return new ReportFilter("to", Kind.LAST_DAY, column + " < :to", List.of());
    }

    /** From a day on, by a day. */
    static ReportFilter fromDay(String column) {
        return new ReportFilter("from", Kind.DATE, column + " >= :from", List.of());
    }

    /** To a day, by a day. */
    static ReportFilter toDay(String column) {
        return new ReportFilter("to", Kind.DATE, column + " <= :to", List.of());
    }

    /** What its value must be, for people. */
    String wanted() {
        return switch (kind) {
            case WORDS -> "one, or a list, of " + String.join(", ", words);
            case TEXT -> "a text";
            case NUMBER -> "a whole number";
            case FIRST_DAY, LAST_DAY, DATE -> "a day such as 2026-03-01";
        };
    }
}
