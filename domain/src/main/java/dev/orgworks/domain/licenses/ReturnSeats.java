package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives seats back to learners who left and are there again within two weeks, as when an import that removed them by mistake is
 * taken back; as far as seats are left.
 */
@Component
class ReturnSeats implements Upkeep<Seat> {

    private static final Duration WITHIN = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final AssignToPool assign;
    private final InstantSource clock;

    ReturnSeats(JdbcClient jdbc, FindPools pools, AssignToPool assign, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.assign = assign;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.SEATS_RETURNED;
    }

    /** The last seats of a pool that they had. */
    @Override
    public List<Seat> after(long organizationId, long last, int limit) {
        return jdbc.sql("""
                        select s.* from license_seat s
                        join learner l on l.organization_id = s.organization_id and l.id = s.learner_id
                        where s.organization_id = :organization and s.id > :last
                          and s.end_reason = 'LEFT' and s.ended_at > :since and l.status = 'ACTIVE'
                          and not exists (select 1 from license_seat later
                                          where later.pool_id = s.pool_id and later.learner_id = s.learner_id
                                            and later.id > s.id)
                        order by s.id limit :limit
                        """)
                .param("organization", organizationId)
                .param("last", last)
                .param("since", Timestamp.from(clock.instant().minus(WITHIN)))
                .param("limit", limit)
                .query(FindSeats::row)
                .list();
    }

    @Override
    public long key(Seat seat) {
        return seat.id();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Seat> seats) {
        Map<Long, List<Long>> learners = seats.stream()
                .collect(Collectors.groupingBy(
                        Seat::poolId, TreeMap::new, Collectors.mapping(Seat::learnerId, Collectors.toList())));
        return new Done(learners.entrySet().stream()
                .mapToInt(pool -> assign.assign(
                                actor,
                                pools.byId(organizationId, pool.getKey()),
                                Seat.Source.RESTORED,
                                List.of(pool.getKey()),
                                pool.getValue())
                        .given()
                        .size())
                .sum());
    }
}
