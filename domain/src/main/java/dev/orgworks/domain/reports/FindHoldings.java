package dev.orgworks.domain.reports;

import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.reports.SummaryLearner.Held;
import dev.orgworks.domain.reports.SummaryLearner.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what some learners hold, and whether they came by themselves. */
@Component
class FindHoldings {

    /** A learner who enrols is made in the transaction that notes his claim, or that his invite was accepted. */
    private static final Duration SAME_TRANSACTION = Duration.ofMinutes(1);

    private final JdbcClient jdbc;

    FindHoldings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Their seats, by learner. */
    Map<Long, List<Held>> seats(long organizationId, Collection<Long> learners) {
        Map<Long, List<Held>> seats = new HashMap<>();
        if (learners.isEmpty()) {
            return seats;
        }
        jdbc.sql("""
                        select s.learner_id, s.pool_id, p.product, s.state
                        from license_seat s join license_pool p on p.id = s.pool_id
                        where s.organization_id = :organization and s.learner_id in (:learners) and s.live = 1
                        order by s.pool_id
                        """)
                .param("organization", organizationId)
                .param("learners", learners)
                .query(rs -> {
                    seats.computeIfAbsent(rs.getLong("learner_id"), learner -> new ArrayList<>())
                            .add(new Held(
                                    rs.getLong("pool_id"),
                                    rs.getString("product"),
                                    Seat.State.valueOf(rs.getString("state"))));
                });
        return seats;
    }

    /** How those came who came by themselves, of learners by when they joined. */
    Map<Long, Source> enrolled(long organizationId, Map<Long, Instant> joined) {
        Map<Long, Source> enrolled = new HashMap<>();
        if (joined.isEmpty()) {
            return enrolled;
        }
        jdbc.sql("""
                        select learner_id, 'CLAIM' as way, claimed_at as at from license_claim
                        where organization_id = :organization and learner_id in (:learners)
                        union all
                        select learner_id, 'INVITE', ended_at from organization_invite
                        where organization_id = :organization and learner_id in (:learners) and state = 'ACCEPTED'
                        """)
                .param("organization", organizationId)
                .param("learners", joined.keySet())
                .query(rs -> {
                    long learner = rs.getLong("learner_id");
                    Instant at = rs.getTimestamp("at").toInstant();
                    Duration since = Duration.between(Objects.requireNonNull(joined.get(learner)), at);
                    if (since.abs().compareTo(SAME_TRANSACTION) <= 0) {
                        enrolled.put(learner, Source.valueOf(rs.getString("way")));
                    }
                });
        return enrolled;
    }
}
