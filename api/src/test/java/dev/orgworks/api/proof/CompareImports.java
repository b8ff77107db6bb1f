package dev.orgworks.api.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an interrupted import did, beside an undisturbed one of the same file on the same population. */
final class CompareImports {

    /** Of either import a learner: :o and :p are the organizations, :i and :j the imports; the first of each is undisturbed. */
    private static final Map<String, String> LOST = Map.of(
            "learners that are missing or behind",
            """
            select count(*) from learner a
            left join learner b on b.organization_id = :p and b.external_key = a.external_key
            where a.organization_id = :o and (b.id is null or b.version < a.version)
            """,
            "rows without their journal",
            """
            select count(*) from sis_journal a
            left join sis_journal b on b.import_id = :j and b.row_no = a.row_no and b.action = a.action
            where a.import_id = :i and b.row_no is null
            """,
            "journaled changes that the learner does not show",
            """
            select count(*) from sis_journal b left join learner l on l.id = b.learner_id
            where b.import_id = :j and (l.id is null or l.version < b.version_after)
            """,
            "audit entries that are missing",
            """
            select greatest(0, 1 - count(case when action = 'import.started' then 1 end))
                   + greatest(0, 1 - count(case when action = 'import.completed' then 1 end))
            from audit_event where organization_id = :p and target_type = 'import' and target_id = :j
            """);

    private static final Map<String, String> TWICE = Map.of(
            "learners too many or ahead",
            """
            select count(*) from learner b
            left join learner a on a.organization_id = :o and a.external_key = b.external_key
            where b.organization_id = :p and (a.id is null or a.version < b.version)
            """,
            "rows journaled though nothing was to be done",
            """
            select count(*) from sis_journal b
            left join sis_journal a on a.import_id = :i and a.row_no = b.row_no and a.action = b.action
            where b.import_id = :j and a.row_no is null
            """,
            "learners with more than one journal entry",
            """
            select count(*) from (select learner_id from sis_journal where import_id = :j
                                  group by learner_id having count(*) > 1) more
            """,
            "learners changed beyond their journal",
            """
            select count(*) from sis_journal b join learner l on l.id = b.learner_id
            where b.import_id = :j and (l.version > b.version_after or b.version_after <> coalesce(b.version_before, 0) + 1)
            """,
            "audit entries too many",
            """
            select greatest(0, count(case when action = 'import.started' then 1 end) - 1)
                   + greatest(0, count(case when action = 'import.completed' then 1 end) - 1)
            from audit_event where organization_id = :p and target_type = 'import' and target_id = :j
            """);

    private static final Pattern NAME = Pattern.compile(":([opij])\\b");

    private final Connection connection;
    private final RosterImport undisturbed;
    private final String expected;

    /**
     * The difference.
     *
     * @param lost learners, journal rows and audit entries that are missing or behind
     * @param twice those that are too many or ahead
     * @param details how many of what
     */
    record Difference(long lost, long twice, boolean checksumEqual, Map<String, Long> details) {

        boolean none() {
            return lost == 0 && twice == 0 && checksumEqual;
        }
    }

    CompareImports(Connection connection, RosterImport undisturbed) throws SQLException {
        this.connection = connection;
        this.undisturbed = undisturbed;
        this.expected = LearnerChecksum.of(connection, undisturbed.organization());
    }

    Difference with(RosterImport interrupted) throws SQLException {
        Map<String, Long> details = new LinkedHashMap<>();
        long lost = count(LOST, interrupted, details);
        long twice = count(TWICE, interrupted, details);
        boolean equal = expected.equals(LearnerChecksum.of(connection, interrupted.organization()));
        return new Difference(lost, twice, equal, details);
    }

    private long count(Map<String, String> questions, RosterImport interrupted, Map<String, Long> details)
            throws SQLException {
        long all = 0;
        for (Map.Entry<String, String> question : questions.entrySet()) {
            long count = count(question.getValue(), interrupted);
            if (count > 0) {
                details.put(question.getKey(), count);
            }
            all += count;
        }
        return all;
    }

    private long count(String sql, RosterImport interrupted) throws SQLException {
        Map<String, Long> values = Map.of(
                "o", undisturbed.organization(),
                "p", interrupted.organization(),
                "i", undisturbed.id(),
                "j", interrupted.id());
        String filled = NAME.matcher(sql)
                .replaceAll(name -> Matcher.quoteReplacement(String.valueOf(values.get(name.group(1)))));
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(filled)) {
            result.next();
            return result.getLong(1);
        }
    }
}
