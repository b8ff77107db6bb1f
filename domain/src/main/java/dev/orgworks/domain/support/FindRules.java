package dev.orgworks.domain.support;

import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.stereotype.Component;

/** Finds the rules that decide. */
@Component
class FindRules {

    private final JdbcAggregateTemplate rows;

    FindRules(JdbcAggregateTemplate rows) {
        this.rows = rows;
    }

    /** Those that are enabled, in the order in which they are looked at. */
    List<DecisionRule> enabled(long organizationId) {
        return rows.findAll(
                Query.query(Criteria.where("organizationId")
                                .is(organizationId)
                                .and("enabled")
                                .is(true))
                        .sort(Sort.by("priority", "createdAt", "id")),
                DecisionRule.class);
    }
}
