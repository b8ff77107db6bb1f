package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

/**
 * Looks many learners up at once.
 *
 * <p>The index is named and not left to the optimizer: between a big import and the next one its statistics may still hold
 * the table for empty, and a scan of all learners for each look-up takes hours.
 */
@Component
class LiveLearners {

    /** Keys in one statement, which is always of this length: the driver parses it once. */
    private static final int KEYS = 500;

    private static final List<LearnerField> FIELDS = List.of(LearnerField.values());

    private static final String SELECT = "select id, version, external_key, login_key, manual_fields, "
            + FIELDS.stream().map(LearnerField::column).collect(Collectors.joining(", "))
            + " from learner ";

    private static final String IN = " in (" + String.join(", ", Collections.nCopies(KEYS, "?")) + ")";

    private final JdbcOperations jdbc;

    LiveLearners(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** The learners of these keys, by key. */
    Map<String, LiveLearner> byKey(long organizationId, Collection<String> keys) {
        return byKey(organizationId, keys, "");
    }

    /** The same, locked until the transaction ends. */
    Map<String, LiveLearner> lockByKey(long organizationId, Collection<String> keys) {
        return byKey(organizationId, keys, " for update");
    }

    private Map<String, LiveLearner> byKey(long organizationId, Collection<String> keys, String suffix) {
        Map<String, LiveLearner> found = new HashMap<>(keys.size() * 4 / 3 + 1);
        query(
                SELECT + "force index (learner_external_key) where organization_id = ? and external_key" + IN + suffix,
                organizationId,
                keys,
                rs -> {
                    LiveLearner learner = learner(rs);
                    found.put(learner.key(), learner);
                });
        return found;
    }

    /** Which learners have these logins: their ids, by the logins' keys. */
    Map<String, Long> holders(long organizationId, Collection<String> loginKeys) {
        Map<String, Long> found = new HashMap<>();
        query(
                "select login_key, id from learner force index (learner_login_key)"
                        + " where organization_id = ? and login_key" + IN,
                organizationId,
                loginKeys,
                rs -> found.put(rs.getString(1), rs.getLong(2)));
        return found;
    }

    /** Which of these keys learners have. */
    Collection<String> existing(long organizationId, Collection<String> keys) {
        Map<String, Long> found = new HashMap<>();
        query(
                "select external_key, id from learner force index (learner_external_key)"
                        + " where organization_id = ? and external_key" + IN,
                organizationId,
                keys,
                rs -> found.put(rs.getString(1), rs.getLong(2)));
        return found.keySet();
    }

    /** Whether the organization has any learner whose key begins with a text; with the empty one, any at all. */
    boolean any(long organizationId, String prefix) {
        return !jdbc.queryForList(
                        "select id from learner force index (learner_external_key)"
                                + " where organization_id = ? and external_key like ? limit 1",
                        organizationId,
                        prefix + "%")
                .isEmpty();
    }

    /** A learner of {@link #SELECT}. */
    static LiveLearner learner(ResultSet rs) throws SQLException {
        var values = new EnumMap<LearnerField, String>(LearnerField.class);
        for (int i = 0; i < FIELDS.size(); i++) {
            String value = rs.getString(6 + i);
            if (value != null) {
                values.put(FIELDS.get(i), value);
            }
        }
        return new LiveLearner(rs.getLong(1), rs.getLong(2), rs.getString(3), rs.getString(4), rs.getInt(5), values);
    }

    /** The learners of these ids, in their order. */
    List<LiveLearner> byId(Collection<Long> ids) {
        return byId(ids, "");
    }

    /** The same, locked until the transaction ends. */
    List<LiveLearner> lockById(Collection<Long> ids) {
        return byId(ids, " for update");
    }

    private List<LiveLearner> byId(Collection<Long> ids, String suffix) {
        String in = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return jdbc.query(
                SELECT + "force index (primary) where id in (" + in + ") order by id" + suffix,
                (rs, row) -> learner(rs),
                ids.toArray());
    }

    private void query(String sql, long organizationId, Collection<String> keys, RowCallbackHandler each) {
        Iterator<String> left = keys.iterator();
        while (left.hasNext()) {
            Object[] arguments = new Object[KEYS + 1];
            arguments[0] = organizationId;
            String key = "";
            for (int i = 1; i <= KEYS; i++) {
                key = left.hasNext() ? left.next() : key;
                arguments[i] = key;
            }
            jdbc.query(sql, each, arguments);
        }
    }
}
