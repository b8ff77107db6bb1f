package dev.orgworks.domain.licenses;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what learners hold who are removed, or gone from the roster. */
@Component
class FindLeavers {

    private static final String OF_LEAVERS = """
             left join learner l on l.organization_id = x.organization_id and l.id = x.learner_id
            where x.organization_id = :organization and x.live = 1 and x.id > :last
              and (l.id is null or l.status = 'REMOVED')
            order by x.id limit :limit
            """;

    private final JdbcClient jdbc;

    FindLeavers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Seats behind one, by id. */
    List<Long> seats(long organizationId, long last, int limit) {
        return after("select x.id from license_seat x" + OF_LEAVERS, organizationId, last, limit);
    }

    /** Entries of waitlists behind one, by id. */
    List<Long> places(long organizationId, long last, int limit) {
        return after("select x.id from license_waitlist x" + OF_LEAVERS, organizationId, last, limit);
    }

    private List<Long> after(String sql, long organizationId, long last, int limit) {
        return jdbc.sql(sql)
                .param("organization", organizationId)
                .param("last", last)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }
}
