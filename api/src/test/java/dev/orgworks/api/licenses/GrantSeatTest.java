package dev.orgworks.api.licenses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.licenses.GrantSeat;
import dev.orgworks.domain.licenses.NoSeatLeftException;
import dev.orgworks.domain.licenses.Seat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A pool never gives more than it has. */
class GrantSeatTest extends ApiTest {

    private static final Actor ACTOR = new Actor("a test", null, null);

    @Autowired
    private GrantSeat grant;

    @Autowired
    private EnrollLearner enroll;

    @Autowired
    private LearnerIds ids;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void sixtyFourThreadsThatTrySixteenHundredTimesGetTheFiveHundredSeats() throws Exception {
        Tenant tenant = tenant();
        long pool = seats(tenant, 500, "{}");
        var given = new AtomicInteger();
        var refused = new AtomicInteger();
        List<Callable<Void>> tries = IntStream.range(0, 1_600)
                .<Callable<Void>>mapToObj(number -> () -> {
                    try {
                        take(tenant, pool, "person" + number + "@example.org");
                        given.incrementAndGet();
                    } catch (NoSeatLeftException e) {
                        refused.incrementAndGet();
                    }
                    return null;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            for (Future<Void> done : threads.invokeAll(tries)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(given).hasValue(500);
        assertThat(refused).hasValue(1_100);
        assertThat(count("select used from license_pool where id = :pool", pool))
                .isEqualTo(500);
        assertThat(count(
                        "select count(distinct learner_id) from license_seat where pool_id = :pool and live = 1", pool))
                .isEqualTo(500);
    }

    private void take(Tenant tenant, long pool, String email) {
        ids.replenish();
        transactions.executeWithoutResult(status -> {
            Learner learner = enroll.enroll(ACTOR, tenant.id(), new EnrollLearner.Person(email, null, null));
            grant.grant(ACTOR, pool, learner, tenant.id(), Seat.Source.MANUAL);
        });
    }

    private int count(String sql, long pool) {
        return database.sql(sql).param("pool", pool).query(Integer.class).single();
    }
}
