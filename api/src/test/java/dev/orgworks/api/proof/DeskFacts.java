package dev.orgworks.api.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An organization's support desk, invented by the database itself, a hundred thousand rows a statement: the same numbers give the
 * same facts. Two conversations in three are the AI's; a few are never answered or never end, some end on a later day than they
 * were opened on; tickets are resolved within half a day, or not at all.
 */
final class DeskFacts {

    private static final long STATEMENT_ROWS = 100_000;
    private static final String DIGITS = IntStream.range(0, 10)
            .mapToObj(digit -> "select " + digit + " as n")
            .collect(Collectors.joining(" union all ", "(", ")"));
    private static final String NUMBERS = """
            (select a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n as n
               from %1$s a join %1$s b join %1$s c join %1$s d join %1$s e)
            """.formatted(DIGITS);

    private final Connection connection;
    private final long organization;
    private final long customers;
    private final long representatives;

    /** Works in the connection, which it sets to UTC and no checks of keys. */
    DeskFacts(Connection connection, long organization, long customers, long representatives) throws SQLException {
        this.connection = connection;
        this.organization = organization;
        this.customers = customers;
        this.representatives = representatives;
        execute("set foreign_key_checks = 0, unique_checks = 0, time_zone = '+00:00'");
    }

    /** Who asks and who answers; first of all. */
    void people() throws SQLException {
        for (long first = 0; first < Math.max(customers, representatives); first += STATEMENT_ROWS) {
            user(first, customers, 1, "CUSTOMER");
            user(first, representatives, 2, "REPRESENTATIVE");
            execute("""
                    insert into support_representative
                      (id, organization_id, user_id, role, status, max_chats, version, created_at, updated_at)
                    select %s, %d, %s, 'SENIOR_SUPPORT', 'ONLINE', 5, 0, utc_timestamp(6), utc_timestamp(6)
                      from (select %d + n as i from %s numbers) facts where i < %d order by i
                    """.formatted(person(3, "i"), organization, person(2, "i"), first, NUMBERS, representatives));
        }
    }

    /**
     * Conversations, opened at even distances.
     *
     * @param first the number of the first one; none is made twice
     * @param from when it is opened
     * @param over in which time they are opened
     */
    void conversations(long first, long count, Instant from, Duration over) throws SQLException {
        made(first, count, from, over, """
                insert into support_conversation
                  (id, organization_id, customer_id, representative_id, handled_by, channel, opened_at, first_response_at,
                   ended_at, rating, resolved_at_first_contact, escalated, version, created_at, updated_at)
                select %1$s, %2$d, %3$s, if(b %% 100 < 64, null, %4$s), if(b %% 100 < 64, 'AI', 'REPRESENTATIVE'),
                       elt(1 + a %% 3, 'CHAT', 'EMAIL', 'PHONE'), at,
                       if(b div 100 %% 50 = 0, null, at + interval (500000 + b %% 170000000) microsecond),
                       if(a div 7 %% 500 = 0, null, at + interval (200000000 + a %% 2400000000) microsecond),
                       if(b div 1000 %% 5 < 2, 1 + 0.1 * (b div 5000 %% 41), null),
                       a div 11 %% 100 < 70, b div 7 %% 100 < 8, 0, at, at
                """);
    }

    /** Tickets, made at even distances; otherwise as conversations. */
    void tickets(long first, long count, Instant from, Duration over) throws SQLException {
        made(first, count, from, over, """
                insert into support_ticket
                  (id, organization_id, ticket_number, customer_id, subject, status, priority, category, assigned_to, ai_handled,
                   customer_satisfaction_score, assigned_at, resolved_at, version, created_at, updated_at)
                select %1$s, %2$d, concat('TKT-', i), %3$s, concat('Question ', i), if(a div 7 %% 20 = 0, 'OPEN', 'RESOLVED'),
                       elt(1 + a %% 4, 'LOW', 'MEDIUM', 'HIGH', 'URGENT'), 'OTHER', if(b %% 10 < 2, null, %4$s), b %% 10 < 2,
                       if(b div 1000 %% 10 < 3, 1 + 0.1 * (b div 5000 %% 41), null),
                       if(b %% 10 < 2, null, at + interval 60 second),
                       if(a div 7 %% 20 = 0, null, at + interval (600 + a %% 40000) second), 0, at, at
                """);
    }

    private void user(long first, long count, int kind, String role) throws SQLException {
        execute("""
                insert into support_user (id, organization_id, name, email, role, version, created_at, updated_at)
                select %s, %d, concat('Number ', i), concat(lower('%s'), i, '@example.org'), '%s', 0, utc_timestamp(6),
                       utc_timestamp(6)
                  from (select %d + n as i from %s numbers) facts where i < %d order by i
                """.formatted(person(kind, "i"), organization, role, role, first, NUMBERS, count));
    }

    /** Of each fact there are its number, when it was, and two random numbers. */
    private void made(long first, long count, Instant from, Duration over, String insert) throws SQLException {
        long step = over.toNanos() / 1_000 / count;
        String id =
                "unhex(concat(lpad(hex(floor(unix_timestamp(at) * 1000)), 12, '0'), '7%03x8000', lpad(hex(i), 12, '0')))"
                        .formatted(organization % 0x1000);
        String select = insert.formatted(
                id,
                organization,
                person(1, "a %% %d".formatted(customers)),
                person(3, "a div 7 %% %d".formatted(representatives)));
        String begin = LocalDateTime.ofInstant(from, ZoneOffset.UTC).toString().replace('T', ' ');
        for (long row = first; row < first + count; row += STATEMENT_ROWS) {
            execute(select + """
                      from (select i, timestamp'%s' + interval ((i - %d) * %d) microsecond as at,
                                   crc32(concat('a', i)) as a, crc32(concat('b', i * 7)) as b
                              from (select %d + n as i from %s numbers) counted where i < %d) facts
                     order by i
                    """.formatted(begin, first, step, row, NUMBERS, first + count));
        }
    }

    /** The id of a person, by kind and number. */
    private String person(int kind, String number) {
        return "unhex(concat('01990000%04x7%03x8000', lpad(hex(%s), 12, '0')))"
                .formatted(kind, organization % 0x1000, number);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
