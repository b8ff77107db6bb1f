package dev.orgworks.api.proof;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sums and counts of an organization's desk by local day and representative, as a single GROUP BY of its conversations and one
 * of its tickets give them: what a rollup costs at least, and what its figures have to be.
 */
final class DeskFigures {

    private static final String NOBODY = "";

    private final Map<Key, Sums> sums = new HashMap<>();

    private DeskFigures() {}

    /** @param representative in hexadecimal; empty: nobody */
    private record Key(LocalDate start, String representative) {}

    /** What adds up. */
    private static final class Sums {

        private long chats;
        private long ended;
        private long firstContact;
        private long escalated;
        private long aiResolved;
        private long responded;
        private long responseMicros;
        private long marks;
        private BigDecimal markSum = BigDecimal.ZERO;
        private long tickets;
        private long ticketsDone;
        private long ticketsResolved;

        void add(Sums other) {
            chats += other.chats;
            ended += other.ended;
            firstContact += other.firstContact;
            escalated += other.escalated;
            aiResolved += other.aiResolved;
            responded += other.responded;
            responseMicros += other.responseMicros;
            marks += other.marks;
            markSum = markSum.add(other.markSum);
            tickets += other.tickets;
            ticketsDone += other.ticketsDone;
            ticketsResolved += other.ticketsResolved;
        }

        String organization() {
            return String.join(
                    "|",
                    Long.toString(chats),
                    ratio(responseMicros, responded * 1_000_000, 0),
                    ratio(100 * firstContact, ended, 2),
                    mean(),
                    ratio(100 * escalated, chats, 2),
                    ratio(100 * aiResolved, ended, 2),
                    Long.toString(ticketsResolved));
        }

        String representative() {
            return String.join(
                    "|",
                    Long.toString(tickets),
                    ratio(responseMicros, responded * 1_000_000, 0),
                    ratio(100 * ticketsDone, tickets, 2),
                    mean());
        }

        private String mean() {
            return marks == 0
                    ? "null"
                    : markSum.divide(BigDecimal.valueOf(marks), 2, RoundingMode.HALF_UP)
                            .toString();
        }

        private static String ratio(long part, long whole, int places) {
            return whole == 0
                    ? "null"
                    : BigDecimal.valueOf(part)
                            .divide(BigDecimal.valueOf(whole), places, RoundingMode.HALF_UP)
                            .toString();
        }
    }

    /** Reads them in two statements. */
    static DeskFigures grouped(Connection connection, long organization, ZoneId zone, Instant from, Instant to)
            throws SQLException {
        DeskFigures figures = new DeskFigures();
        try (Statement statement = connection.createStatement()) {
            figures.conversations(statement, organization, zone, from, to);
            figures.tickets(statement, organization, zone, from, to);
        }
        return figures;
    }

    private void conversations(Statement statement, long organization, ZoneId zone, Instant from, Instant to)
            throws SQLException {
        try (ResultSet row = statement.executeQuery(
                """
                select %s as day, representative_id, count(*), count(ended_at),
                       sum(ended_at is not null and resolved_at_first_contact), sum(escalated),
                       sum(ended_at is not null and handled_by = 'AI' and not escalated), count(first_response_at),
                       sum(greatest(timestampdiff(microsecond, opened_at, first_response_at), 0)), count(rating), sum(rating)
                  from support_conversation
                 where organization_id = %d and opened_at >= '%s' and opened_at < '%s'
                 group by day, representative_id
                """.formatted(day("opened_at", zone, from, to), organization, sql(from), sql(to)))) {
            while (row.next()) {
                Sums of = of(row.getObject(1, LocalDate.class), row.getBytes(2));
                of.chats = row.getLong(3);
                of.ended = row.getLong(4);
                of.firstContact = row.getLong(5);
                of.escalated = row.getLong(6);
                of.aiResolved = row.getLong(7);
                of.responded = row.getLong(8);
                of.responseMicros = row.getLong(9);
                of.marks += row.getLong(10);
                of.markSum = plus(of.markSum, row.getBigDecimal(11));
            }
        }
    }

    /** By the day on which they were made, and by that on which they were resolved. */
    private void tickets(Statement statement, long organization, ZoneId zone, Instant from, Instant to)
            throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                select %1$s as day, assigned_to, count(*), count(resolved_at), 0, 0, null
                  from support_ticket
                 where organization_id = %3$d and created_at >= '%4$s' and created_at < '%5$s'
                 group by day, assigned_to
                union all
                select %2$s as day, assigned_to, 0, 0, count(*), count(customer_satisfaction_score),
                       sum(customer_satisfaction_score)
                  from support_ticket
                 where organization_id = %3$d and resolved_at >= '%4$s' and resolved_at < '%5$s'
                 group by day, assigned_to
                """.formatted(
                        day("created_at", zone, from, to),
                        day("resolved_at", zone, from, to),
                        organization,
                        sql(from),
                        sql(to)))) {
            while (row.next()) {
                Sums of = of(row.getObject(1, LocalDate.class), row.getBytes(2));
                of.tickets += row.getLong(3);
                of.ticketsDone += row.getLong(4);
                of.ticketsResolved += row.getLong(5);
                of.marks += row.getLong(6);
                of.markSum = plus(of.markSum, row.getBigDecimal(7));
            }
        }
    }

    private Sums of(LocalDate day, byte @Nullable [] representative) {
        String of = representative == null ? NOBODY : HexFormat.of().formatHex(representative);
        return sums.computeIfAbsent(new Key(day, of), key -> new Sums());
    }

    private static BigDecimal plus(BigDecimal sum, @Nullable BigDecimal more) {
        return more == null ? sum : sum.add(more);
    }

    /** The local day of a column, by the zone's offsets in that time. */
    private static String day(String column, ZoneId zone, Instant from, Instant to) {
        StringBuilder offset = new StringBuilder();
        ZoneOffsetTransition change = zone.getRules().nextTransition(from);
        int last = zone.getRules().getOffset(from).getTotalSeconds();
        while (change != null && change.getInstant().isBefore(to)) {
            offset.append(" when %s < '%s' then %d".formatted(column, sql(change.getInstant()), last));
            last = change.getOffsetAfter().getTotalSeconds();
            change = zone.getRules().nextTransition(change.getInstant());
        }
        String seconds = offset.isEmpty() ? Integer.toString(last) : "case" + offset + " else " + last + " end";
        return "date(" + column + " + interval " + seconds + " second)";
    }

    private static String sql(Instant instant) {
        return instant.toString().replace("T", " ").replace("Z", "");
    }

    /**
     * What the published rows of a period have to be, from its days; active conversations and trends aside.
     *
     * @param start the first day of the period that a day is in
     */
    Map<String, String> expected(UnaryOperator<LocalDate> start) {
        Map<LocalDate, Sums> organization = new HashMap<>();
        Map<Key, Sums> representatives = new HashMap<>();
        sums.forEach((key, day) -> {
            LocalDate first = start.apply(key.start());
            organization.computeIfAbsent(first, of -> new Sums()).add(day);
            if (!key.representative().equals(NOBODY)) {
                representatives
                        .computeIfAbsent(new Key(first, key.representative()), of -> new Sums())
                        .add(day);
            }
        });
        Map<String, String> rows = new TreeMap<>();
        organization.forEach((first, of) -> rows.put(first.toString(), of.organization()));
        representatives.forEach((key, of) -> rows.put(key.start() + " " + key.representative(), of.representative()));
        return rows;
    }

    /** What the published rows of a period are; those of days on which nothing happened aside. */
    static Map<String, String> published(Connection connection, long organization, String period) throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("""
                    select starts_on, concat_ws('|', total_chats, ifnull(avg_response_time, 'null'),
                                                ifnull(first_contact_resolution, 'null'), ifnull(customer_satisfaction, 'null'),
                                                ifnull(escalation_rate, 'null'), ifnull(ai_resolution_rate, 'null'), tickets_resolved)
                      from performance_metric where organization_id = %d and period = '%s' and (total_chats > 0 or tickets_resolved > 0)
                    """.formatted(organization, period))) {
                while (row.next()) {
                    rows.put(row.getString(1), row.getString(2));
                }
            }
            try (ResultSet row = statement.executeQuery("""
                    select starts_on, lower(hex(representative_id)),
                           concat_ws('|', tickets_handled, ifnull(avg_response_time, 'null'), ifnull(resolution_rate, 'null'),
                                     ifnull(customer_satisfaction, 'null'))
                      from team_performance where organization_id = %d and period = '%s'
                    """.formatted(organization, period))) {
                while (row.next()) {
                    rows.put(row.getString(1) + " " + row.getString(2), row.getString(3));
                }
            }
        }
        return rows;
    }
}
