package dev.orgworks.domain.activity;

import dev.orgworks.domain.activity.ToldActivity.Whom;
import dev.orgworks.domain.learners.LearnerKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds whom many facts are of, removed learners too, with a statement for each few hundred. */
@Component
class KnownLearners {

    /** Below what MariaDB makes a table of instead of looking each up by the index. */
    static final int IN_ONE_STATEMENT = 900;

    private final JdbcClient jdbc;

    KnownLearners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Learners by both of their names. */
    record Known(Map<Long, Long> byId, Map<String, Long> byKey) {

        /** Null: the organization has none of that name. */
        @Nullable
        Long of(Whom whom) {
            return whom.id() != null
                    ? byId.get(whom.id())
                    : byKey.get(LearnerKeys.externalKey(String.valueOf(whom.externalId())));
        }
    }

    Known find(long organizationId, Collection<ToldActivity> events) {
        Set<Long> ids = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        for (ToldActivity event : events) {
            Whom whom = event.learner();
            if (whom.id() != null) {
                ids.add(whom.id());
            } else {
                keys.add(LearnerKeys.externalKey(String.valueOf(whom.externalId())));
            }
        }
        Known known = new Known(new HashMap<>(), new HashMap<>());
        inParts(
                ids,
                part -> jdbc.sql("select id from learner where organization_id = :organization and id in (:ids)")
                        .param("organization", organizationId)
                        .param("ids", part)
                        .query(rs -> {
                            known.byId().put(rs.getLong("id"), rs.getLong("id"));
                        }));
        inParts(
                keys,
                part -> jdbc.sql("""
                        select id, external_key from learner
                        where organization_id = :organization and external_key in (:keys)
                        """)
                        .param("organization", organizationId)
                        .param("keys", part)
                        .query(rs -> {
                            known.byKey().put(rs.getString("external_key"), rs.getLong("id"));
                        }));
        return known;
    }

    /** Hands many things over a few at a time. */
    static <T> void inParts(Collection<T> all, Consumer<List<T>> act) {
        List<T> list = new ArrayList<>(all);
        for (int from = 0; from < list.size(); from += IN_ONE_STATEMENT) {
            act.accept(list.subList(from, Math.min(list.size(), from + IN_ONE_STATEMENT)));
        }
    }
}
