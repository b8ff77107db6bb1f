package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives learners the seats that the rules of the pools say are theirs, the earliest learners first. Nobody gets a second seat of a
 * product, nobody one that was taken from him, and none is put on a waitlist.
 */
@Component
class AssignByRules implements Upkeep<AssignByRules.Candidate> {

    /**
     * A learner whom rules may mean.
     *
     * @param domain of his e-mail address, in lower case; null: none is known
     * @param role in lower case
     */
    record Candidate(
            long learnerId,
            @Nullable String domain,
            @Nullable String role) {

        boolean meets(LicensePool.Rules rules) {
            return (domain != null && rules.domains().contains(domain))
                    || (role != null && rules.roles().contains(role));
        }
    }

    private final JdbcClient jdbc;
    private final FindPools pools;
    private final AssignToPool assign;
    private final InstantSource clock;

    AssignByRules(JdbcClient jdbc, FindPools pools, AssignToPool assign, InstantSource clock) {
        this.jdbc = jdbc;
        this.pools = pools;
        this.assign = assign;
        this.clock = clock;
    }

    @Override
    public Part part() {
        return Part.RULES_APPLIED;
    }

    /** Active learners, if there is a rule. */
    @Override
    public List<Candidate> after(long organizationId, long last, int limit) {
        if (ruled(organizationId).isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select id, email, role from learner
                        where organization_id = :organization and status = 'ACTIVE' and id > :last
                        order by id limit :limit
                        """)
                .param("organization", organizationId)
                .param("last", last)
                .param("limit", limit)
                .query((rs, rowNumber) ->
                        new Candidate(rs.getLong("id"), domain(rs.getString("email")), lower(rs.getString("role"))))
                .list();
    }

    @Override
    public long key(Candidate candidate) {
        return candidate.learnerId();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Done act(Actor actor, long organizationId, List<Candidate> candidates) {
        int given = 0;
        Map<String, Set<Long>> without = new HashMap<>();
        for (LicensePool pool : ruled(organizationId)) {
            List<Long> meant = candidates.stream()
                    .filter(candidate -> candidate.meets(pool.rules()))
                    .map(Candidate::learnerId)
                    .toList();
            AssignToPool.Outcome outcome =
                    assign.assign(actor, pool, Seat.Source.RULE, access(organizationId, pool), meant);
            given += outcome.given().size();
            Set<Long> left = without.computeIfAbsent(pool.product(), product -> new HashSet<>());
            left.addAll(outcome.without());
            left.removeAll(Set.copyOf(outcome.given()));
        }
        return new Done(given, without.values().stream().mapToInt(Set::size).sum());
    }

    /** The pools that have rules and give seats now, by id, as everybody locks several. */
    private List<LicensePool> ruled(long organizationId) {
        Instant now = clock.instant();
        return pools.list(organizationId, null, Integer.MAX_VALUE, 0).stream()
                .filter(pool -> pool.stateAt(now) == PoolState.ACTIVE)
                .filter(pool -> !pool.rules().domains().isEmpty()
                        || !pool.rules().roles().isEmpty())
                .sorted(Comparator.comparing(LicensePool::id))
                .toList();
    }

    /** The pools of the same product whose holders have access, and need no other seat. */
    private Collection<Long> access(long organizationId, LicensePool pool) {
        Instant now = clock.instant();
        return pools.ofProduct(organizationId, pool.product()).stream()
                .filter(other -> other.stateAt(now) != PoolState.EXPIRED)
                .map(LicensePool::id)
                .toList();
    }

    private static @Nullable String domain(@Nullable String email) {
        int at = email == null ? -1 : email.lastIndexOf('@');
        return email == null || at < 0 ? null : lower(email.substring(at + 1).strip());
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
