package dev.orgworks.api.licenses;

import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.EnqueueUpkeep;
import dev.orgworks.domain.licenses.EnqueueUpkeeps;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.FindSeats;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.GrantSeat;
import dev.orgworks.domain.licenses.LicensePool;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.Waiting;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What tests of licences do: make pools, have people ask, move time in the rows, run the upkeep. */
abstract class LicensingTest extends ApiTest {

    static final Actor ACTOR = new Actor("a test", null, null);

    @Autowired
    private EnrollLearner enroll;

    @Autowired
    private LearnerIds ids;

    @Autowired
    private GrantSeat grant;

    @Autowired
    private AskForSeat ask;

    @Autowired
    private EnqueueUpkeep upkeep;

    @Autowired
    protected EnqueueUpkeeps upkeeps;

    @Autowired
    protected FindLearners learners;

    @Autowired
    protected FindPools pools;

    @Autowired
    protected FindSeats seats;

    @Autowired
    protected FindWaitlist waitlist;

    @Autowired
    protected TransactionTemplate transactions;

    @Autowired
    protected JsonMapper json;

    /** A pool with a waitlist. */
    protected long pool(Tenant tenant, int total) {
        return pool(tenant, total, "WAITLIST");
    }

    protected long pool(Tenant tenant, int total, String overage) {
        return seats(tenant, total, "{\"name\": \"Courses\", \"overage\": \"%s\"}".formatted(overage));
    }

    /** Sets columns of a pool. */
    protected void set(long pool, String columns) {
        database.sql("update license_pool set " + columns + " where id = :pool")
                .param("pool", pool)
                .update();
    }

    /** Sets columns of the seats of a pool that have not ended. */
    protected void setSeats(long pool, String columns) {
        database.sql("update license_seat set " + columns + " where pool_id = :pool and live = 1")
                .param("pool", pool)
                .update();
    }

    protected Learner learner(Tenant tenant, String name) {
        ids.replenish();
        return inTransaction(
                () -> enroll.enroll(ACTOR, tenant.id(), new EnrollLearner.Person(name + "@example.org", name, "Test")));
    }

    /** One whom no letter reaches. */
    protected Learner learnerWithoutMail(Tenant tenant, String name) {
        Learner made = learner(tenant, name);
        database.sql("update learner set email = null where id = :id")
                .param("id", made.id())
                .update();
        return learners.byId(tenant.id(), made.id());
    }

    protected AskForSeat.Outcome ask(Tenant tenant, long pool, Learner learner) {
        return inTransaction(() -> ask.ask(ACTOR, tenant.id(), pool, learner, Seat.Source.CLAIM));
    }

    protected Seat give(Tenant tenant, long pool, Learner learner) {
        return inTransaction(() -> grant.grant(ACTOR, pool, learner, tenant.id(), Seat.Source.MANUAL)
                .seat());
    }

    protected <T> T inTransaction(Supplier<T> act) {
        T result = transactions.execute(status -> act.get());
        if (result == null) {
            throw new IllegalStateException("nothing came of it");
        }
        return result;
    }

    /** Runs the whole upkeep; what its outcome counts. */
    protected Map<String, Integer> upkeep(Tenant tenant) {
        transactions.executeWithoutResult(status -> upkeep.of(tenant.id()));
        return settled(tenant);
    }

    /** Waits until every upkeep of the organization is done; what the last one's outcome counts. */
    protected Map<String, Integer> settled(Tenant tenant) {
        eventually(() -> org.assertj.core.api.Assertions.assertThat(runs(tenant))
                .isNotEmpty()
                .allSatisfy(run -> org.assertj.core.api.Assertions.assertThat(run.state())
                        .as("%s", run)
                        .isEqualTo("COMPLETED")));
        String outcome = runs(tenant).get(0).outcome();
        if (outcome == null) {
            return Map.of();
        }
        return json.readTree(outcome).properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().intValue()));
    }

    protected record Upkept(
            String state,
            String payload,
            @org.jspecify.annotations.Nullable String outcome) {}

    /** The organization's upkeeps, the latest first. */
    protected List<Upkept> runs(Tenant tenant) {
        return database.sql("""
                        select state, payload, outcome from job_run
                        where organization_id = :organization and type = 'licenseUpkeep' order by id desc
                        """)
                .param("organization", tenant.id())
                .query((rs, rowNumber) ->
                        new Upkept(rs.getString("state"), rs.getString("payload"), rs.getString("outcome")))
                .list();
    }

    protected LicensePool look(Tenant tenant, long pool) {
        return pools.byId(tenant.id(), pool);
    }

    /** The learner's latest entry of a waitlist. */
    protected Waiting waiting(Tenant tenant, Learner learner) {
        return waitlist.ofLearner(tenant.id(), learner.id()).get(0);
    }

    /** To whom letters of a kind were queued, in their order. */
    protected List<String> letters(Tenant tenant, String kind) {
        return database.sql("""
                        select recipient from mail_message where organization_id = :organization and kind = :kind
                        order by created_at, id
                        """)
                .param("organization", tenant.id())
                .param("kind", kind)
                .query(String.class)
                .list();
    }

    /** How often something stands in the organization's audit. */
    protected long audited(Tenant tenant, String action) {
        return database.sql("""
                        select count(*) from audit_event where organization_id = :organization and action = :action
                        """)
                .param("organization", tenant.id())
                .param("action", action)
                .query(Long.class)
                .single();
    }

    protected static String unique() {
        return UUID.randomUUID().toString();
    }
}
