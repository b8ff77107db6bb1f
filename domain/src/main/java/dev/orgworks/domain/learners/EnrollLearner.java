package dev.orgworks.domain.learners;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds the learner that somebody is who shows his e-mail address, or makes one of him. */
@Component
public class EnrollLearner {

    /**
     * Somebody who enrols.
     *
     * @param email a valid address
     */
    public record Person(
            String email,
            @Nullable String firstName,
            @Nullable String lastName) {

        @Override
        public String toString() {
            return "Person[hidden]";
        }
    }

    private final JdbcClient jdbc;
    private final FindLearners learners;
    private final LearnerIds ids;
    private final RecordAudit audit;
    private final InstantSource clock;

    EnrollLearner(JdbcClient jdbc, FindLearners learners, LearnerIds ids, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.learners = learners;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The learner whose login, id or e-mail address it is, whatever his status; else a new one, whose id and login it becomes.
     * Several at once who are the same become one. Where many may enrol at once, {@link LearnerIds#replenish} comes first.
     *
     * @throws ConflictException when the address is that of several learners, who cannot be told apart by it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Learner enroll(Actor actor, long organizationId, Person person) {
        String email = LearnerKeys.clean(person.email());
        Optional<Learner> known = find(organizationId, email);
        if (known.isPresent()) {
            return known.get();
        }
        long id = ids.next();
        int inserted = jdbc.sql("""
                        insert into learner (id, organization_id, external_key, login_key, external_id, login, first_name,
                                             last_name, email, status, created_at, updated_at)
                        values (:id, :organization, :externalKey, :loginKey, :email, :email, :firstName,
                                :lastName, :email, 'ACTIVE', :now, :now)
                        on duplicate key update id = learner.id
                        """)
                .param("id", id)
                .param("organization", organizationId)
                .param("externalKey", LearnerKeys.externalKey(email))
                .param("loginKey", LearnerKeys.loginKey(email))
                .param("email", email)
                .param("firstName", name(person.firstName()))
                .param("lastName", name(person.lastName()))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Learner enrolled = find(organizationId, email).orElseThrow();
        if (inserted == 1 && enrolled.id() == id) {
            audit.record(actor, new AuditEntry(organizationId, "learner.enrolled", "learner", id, null, enrolled));
        }
        return enrolled;
    }

    /**
     * The learner whose login it is, else whose id, else whose e-mail address; a removed one only when there is no other.
     *
     * @throws ConflictException when it is the address of several
     */
    public Optional<Learner> find(long organizationId, String email) {
        List<Match> found = jdbc.sql("""
                        select id, 1 as via, status = 'REMOVED' as removed from learner
                        where organization_id = :organization and login_key = :key
                        union all
                        select id, 2, status = 'REMOVED' from learner
                        where organization_id = :organization and external_key = :externalKey
                        union all
                        (select id, 3, status = 'REMOVED' from learner
                         where organization_id = :organization and email_key = :key limit 100)
                        order by removed, via, id
                        """)
                .param("organization", organizationId)
                .param("key", LearnerKeys.loginKey(email))
                .param("externalKey", LearnerKeys.externalKey(email))
                .query((rs, rowNumber) -> new Match(rs.getLong("id"), rs.getInt("via"), rs.getBoolean("removed")))
                .list();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Match best = found.get(0);
        if (found.stream().anyMatch(other -> other.id() != best.id() && other.equalsButForItsId(best))) {
            throw new ConflictException(
                    "SEVERAL_LEARNERS",
                    "Several learners of the organization have this e-mail address; ask its administrator");
        }
        return Optional.of(learners.byId(organizationId, best.id()));
    }

    private record Match(long id, int via, boolean removed) {

        boolean equalsButForItsId(Match other) {
            return via == other.via && removed == other.removed;
        }
    }

    private static @Nullable String name(@Nullable String given) {
        String clean = given == null ? "" : LearnerKeys.clean(given);
        return clean.isEmpty() ? null : clean;
    }
}
