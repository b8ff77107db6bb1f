package dev.orgworks.domain.reports;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts how things stand in an organization, and what happened on each of its days, anew; where it moved to another zone, its
 * activity too is put on the days of that one. Doing it again changes nothing but what has changed.
 */
@Component
public class CountSummary {

    private final JdbcClient jdbc;
    private final LockSummary lock;
    private final CountSummaryDays days;
    private final CountSummaryState state;
    private final InstantSource clock;

    CountSummary(
            JdbcClient jdbc, LockSummary lock, CountSummaryDays days, CountSummaryState state, InstantSource clock) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.days = days;
        this.state = state;
        this.clock = clock;
    }

    /**
     * Counts.
     *
     * @return what is told of it: how many learners there are, and days with figures
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Long> count(long organizationId) {
        LockSummary.State before = lock.lock(organizationId);
        Instant now = clock.instant();
        // what changes from here on has a later number, and is counted the next time
        Optional<Long> trail = jdbc.sql("select seq from audit_chain where chain = :organization")
                .param("organization", organizationId)
                .query(Long.class)
                .optional();
        if (!before.daysOf().equals(before.present())) {
            days.moveActivity(organizationId, before.present());
        }
        days.count(organizationId, before.present(), now);
        long learners = state.count(organizationId, now);
        jdbc.sql("""
                        update summary_state set time_zone = :zone, as_of = :now, audit_seq = :trail
                        where organization_id = :organization
                        """)
                .param("zone", before.present().getId())
                .param("now", Timestamp.from(now))
                .param("trail", trail.orElse(0L))
                .param("organization", organizationId)
                .update();
        return Map.of("learners", learners);
    }
}
