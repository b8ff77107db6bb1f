package dev.orgworks.domain.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what is known of an organization's rollup until the transaction ends; makes it when there is nothing. */
@Component
class LockSummary {

    /**
     * How far a rollup has come.
     *
     * @param zone whose days were made; null: none
     * @param present the zone in which the organization is now
     * @param factsThrough the last fact that was added up
     */
    record State(@Nullable ZoneId zone, ZoneId present, long factsThrough) {

        static State of(ResultSet rs, int rowNumber) throws SQLException {
            String zone = rs.getString("time_zone");
            return new State(
                    zone == null ? null : ZoneId.of(zone),
                    ZoneId.of(rs.getString("present_zone")),
                    rs.getLong("facts_through"));
        }

        /** The zone whose days are there already, else the one in which the organization is. */
        ZoneId daysOf() {
            return zone == null ? present : zone;
        }
    }

    private final JdbcClient jdbc;

    LockSummary(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public State lock(long organizationId) {
        jdbc.sql("""
                        insert into summary_state (organization_id) values (:organization)
                        on duplicate key update organization_id = organization_id
                        """).param("organization", organizationId).update();
        State locked = jdbc.sql("""
                        select s.time_zone, s.facts_through,
                               (select o.time_zone from organization o where o.id = s.organization_id) as present_zone
                        from summary_state s where s.organization_id = :organization for update
                        """)
                .param("organization", organizationId)
                .query(State::of)
                .single();
        if (locked.zone() == null) {
            jdbc.sql("update summary_state set time_zone = :zone where organization_id = :organization")
                    .param("zone", locked.present().getId())
                    .param("organization", organizationId)
                    .update();
        }
        return locked;
    }
}
