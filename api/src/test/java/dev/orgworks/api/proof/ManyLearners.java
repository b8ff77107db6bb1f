package dev.orgworks.api.proof;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Brings learners into an organization faster than an import does: rows of the table, as imports write them. */
final class ManyLearners {

    private static final int BATCH = 1_000;

    private final Connection connection;
    private final NamePools pools = new NamePools();

    ManyLearners(Connection connection) {
        this.connection = connection;
    }

    /** Makes an organization's first learners. */
    void make(long organization, long count) throws SQLException {
        long first = reserved(count);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into learner (id, organization_id, external_key, login_key, external_id, login, first_name, last_name,
                                     email, role, grade, school, status, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'student', ?, ?, 'ACTIVE', '2026-03-01 06:00:00', '2026-03-01 06:00:00')
                """)) {
            connection.setAutoCommit(false);
            for (long n = 0; n < count; n++) {
                Person person = pools.person(n);
                insert.setLong(1, first + n);
                insert.setLong(2, organization);
                insert.setString(3, person.id());
                insert.setString(4, person.login());
                insert.setString(5, person.id());
                insert.setString(6, person.login());
                insert.setString(7, person.firstName());
                insert.setString(8, person.lastName());
                insert.setString(9, person.login() + "@example.org");
                insert.setString(10, person.grade());
                insert.setString(11, person.school());
                insert.addBatch();
                if ((n + 1) % BATCH == 0 || n + 1 == count) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Ids of learners are drawn in ranges. */
    private long reserved(long count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long first;
            try (ResultSet next = statement.executeQuery("""
                    select greatest((select max(next_id) from learner_ids),
                                    (select coalesce(max(id), 0) + 1 from learner))
                    """)) {
                next.next();
                first = Math.max(1, next.getLong(1));
            }
            statement.executeUpdate("update learner_ids set next_id = " + (first + count));
            return first;
        }
    }
}
