package dev.orgworks.domain.reports;

/**
 * A column of a report.
 *
 * @param name its heading, and its key in JSON
 * @param sql the expression that it is read by
 */
public record ReportColumn(String name, String sql, Kind kind) {

    /** What its values are: {@code String}, {@code BigDecimal}, {@code Instant} or {@code LocalDate}. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** Shown in the report's time zone. */
        INSTANT,
        DATE
    }

    static ReportColumn text(String name, String sql) {
        return new ReportColumn(name, sql, Kind.TEXT);
    }

    static ReportColumn number(String name, String sql) {
        return new ReportColumn(name, sql, Kind.NUMBER);
    }

    static ReportColumn instant(String name, String sql) {
        return new ReportColumn(name, sql, Kind.INSTANT);
    }

    static ReportColumn date(String name, String sql) {
        return new ReportColumn(name, sql, Kind.DATE);
    }
}
