package dev.orgworks.domain.sis;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that all parts of an undo share: journal rows {@code j} of an import that were neither taken back nor kept, with
 * their learners {@code l} or with whoever holds their logins, {@code h}.
 *
 * <p>How the tables are joined is said and not left to the optimizer, as in {@link ApplyImport}.
 */
final class JournalRows {

    private static final String KEPT = """
             left join sis_undo_kept k force index (primary) on k.import_id = j.import_id and k.row_no = j.row_no
            """;

    /** Of a range. */
    static final String OF_RANGE = "sis_journal j force index (primary)" + KEPT;

    static final String IN_RANGE = """
             j.import_id = :import and j.row_no >= :first and j.row_no <= :last and j.undone = false and k.row_no is null
            """;

    /** Those whose logins are moved together; {@code m}. */
    static final String OF_MOVES = """
            sis_undo_move m
            straight_join sis_journal j force index (primary) on j.import_id = m.import_id and j.row_no = m.row_no
            """ + KEPT;

    static final String IN_MOVES = " m.import_id = :import and j.undone = false and k.row_no is null";

    /** Their learners, whatever became of them. */
    static final String ANY_LEARNER = " straight_join learner l force index (primary) on l.id = j.learner_id";

    /** Their learners, if they are as the import left them. */
    static final String UNCHANGED_LEARNER = ANY_LEARNER + " and l.version = j.version_after";

    /** Other learners who have the logins that the rows want back. */
    static final String HOLDER = """
             straight_join learner h force index (learner_login_key)
                  on h.organization_id = :organization and h.login_key = j.login_key and h.id <> l.id
            """;

    static final String WANTS_LOGIN = " and not (j.login_key <=> l.login_key)";

    private JournalRows() {}

    /** A statement with all that these texts name. */
    static JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql, SisImport subject, RowRange range) {
        return jdbc.sql(sql)
                .param("organization", subject.organizationId())
                .param("import", subject.id())
                .param("first", range.first())
                .param("last", range.last());
    }
}
