package dev.orgworks.domain.activity;

import dev.orgworks.domain.activity.ToldActivity.Fact;
import dev.orgworks.domain.database.LoadRows;
import dev.orgworks.domain.database.RowBuffer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores an organization's facts, one transaction behind the other: the sequence's row is held until the commit, so numbers are seen in
 * their order, without gaps.
 */
@Component
class StoreFacts {

    private static final List<String> COLUMNS =
            List.of("organization_id", "id", "event_id", "learner_id", "kind", "course", "value", "at", "received_at");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private static final int USUAL_BYTES = 128;

    private final JdbcClient jdbc;
    private final LoadRows load;
    private final InstantSource clock;

    StoreFacts(JdbcClient jdbc, LoadRows load, InstantSource clock) {
        this.jdbc = jdbc;
        this.load = load;
        this.clock = clock;
    }

    /**
     * Waits until nobody else stores facts of the organization, and keeps them waiting.
     *
     * @return the number of its last one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long lock(long organizationId) {
        jdbc.sql("""
                        insert into activity_sequence (organization_id, last_id) values (:organization, 0)
                        on duplicate key update last_id = last_id
                        """).param("organization", organizationId).update();
        return jdbc.sql("select last_id from activity_sequence where organization_id = :organization for update")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }

    /** Those that are stored already, by the sender's ids. */
    Map<String, Fact> stored(long organizationId, Collection<String> eventIds) {
        Map<String, Fact> stored = new HashMap<>();
        KnownLearners.inParts(
                eventIds,
                part -> jdbc.sql("""
                        select event_id, learner_id, kind, course, value, at from learner_activity
                        where organization_id = :organization and event_id in (:events)
                        """)
                        .param("organization", organizationId)
                        .param("events", part)
                        .query(StoreFacts::row)
                        .list()
                        .forEach(fact -> stored.put(fact.eventId(), fact)));
        return stored;
    }

    /** Stores facts behind the last one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void store(long organizationId, long last, Collection<Fact> facts) {
        RowBuffer rows = new RowBuffer(facts.size() * USUAL_BYTES);
        String now = TIME.format(clock.instant());
        long id = last;
        for (Fact fact : facts) {
            rows.append(organizationId)
                    .append(++id)
                    .append(fact.eventId())
                    .append(fact.learnerId())
                    .append(fact.kind().name())
                    .append(fact.course())
                    .append(fact.value() == null ? null : fact.value().toPlainString())
                    .append(TIME.format(fact.at()))
                    .append(now);
            rows.endRow();
        }
        load.load("learner_activity", COLUMNS, rows);
        jdbc.sql("update activity_sequence set last_id = :last where organization_id = :organization")
                .param("last", id)
                .param("organization", organizationId)
                .update();
    }

    private static Fact row(ResultSet rs, int rowNumber) throws SQLException {
        BigDecimal value = rs.getBigDecimal("value");
        Instant at = rs.getTimestamp("at").toInstant();
        return new Fact(
                rs.getString("event_id"),
                rs.getLong("learner_id"),
                ActivityKind.valueOf(rs.getString("kind")),
                rs.getString("course"),
                value,
                at);
    }
}
