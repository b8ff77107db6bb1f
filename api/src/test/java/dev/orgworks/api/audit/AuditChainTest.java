package dev.orgworks.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An organization's events are a chain, and nobody tampers with it unseen. */
class AuditChainTest extends ApiTest {

    private static final Actor ACTOR = new Actor("a test", "chain-test", null);

    private final RecordAudit audit;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private Tenant tenant;

    AuditChainTest(@Autowired RecordAudit audit, @Autowired TransactionTemplate transaction) {
        this.audit = audit;
        this.transaction = transaction;
        this.savepoint = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** Eight events: of the organization, and seven more. */
    @BeforeEach
    void makeAChain() {
        tenant = tenant();
        for (int i = 2; i <= 8; i++) {
            record(i);
        }
    }

    @Test
    void aChainThatNobodyTouchedHolds() {
        Answer answer = verified();

        assertThat(answer.at("/data/ok").booleanValue()).isTrue();
        assertThat(answer.at("/data/rows").intValue()).isEqualTo(8);
        assertThat(answer.at("/data/tampered").isMissingNode()).isTrue();
        assertThat(answer.text("/data/headHash"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(admin.get(tenant.path() + "/audit").text("/data/0/hash"));
    }

    @Test
    void aChangedValueIsFoundInEveryColumn() {
        for (Map.Entry<String, String> change : Map.of(
                        "at", "at + interval 1 microsecond",
                        "actor", "'somebody else'",
                        "action", "'learner.scolded'",
                        "target_type", "'organization'",
                        "target_id", "'77'",
                        "before_value", "'{}'",
                        "after_value", "null",
                        "request_id", "'another'",
                        "correlation_id", "''",
                        "previous_hash", "repeat('x', 32)")
                .entrySet()) {
            makeAChain();
            tamper("update audit_event set " + change.getKey() + " = " + change.getValue()
                    + " where organization_id = :organization and seq = 5");

            found("CHANGED", 5, id(5));
        }
    }

    @Test
    void aChangedValueWhoseOwnHashWasMadeAnewIsFound() {
        long id = id(5);
        tamper("update audit_event set hash = repeat('x', 32) where organization_id = :organization and seq = 5");
        found("CHANGED", 5, id);
    }

    @Test
    void anEventMovedToAnotherOrganizationIsFoundInBoth() {
        Tenant other = tenant();
        database.sql(
                        "update audit_event set organization_id = :other, seq = 2 where organization_id = :organization and seq = 5")
                .param("other", other.id())
                .param("organization", tenant.id())
                .update();

        found("MISSING", 5, 0);
        assertThat(admin.get(other.path() + "/audit/verify").at("/data/ok").booleanValue())
                .isFalse();
    }

    @Test
    void anEventThatIsGoneFromTheMiddleIsMissed() {
        tamper("delete from audit_event where organization_id = :organization and seq = 5");
        found("MISSING", 5, 0);
    }

    @Test
    void anEventThatIsGoneIsMissedAlsoWhenTheOthersAreNumberedAnew() {
        tamper("delete from audit_event where organization_id = :organization and seq = 5");
        tamper("update audit_event set seq = seq - 1 where organization_id = :organization and seq > 5 order by seq");
        found("MISSING", 5, 0);
    }

    @Test
    void anEventThatIsGoneFromTheEndIsMissed() {
        tamper("delete from audit_event where organization_id = :organization and seq = 8");
        found("CUT_OFF", 8, 0);
    }

    @Test
    void aChainThatIsGoneAsAWholeIsMissed() {
        tamper("delete from audit_event where organization_id = :organization");
        found("CUT_OFF", 1, 0);
    }

    @Test
    void twoEventsThatChangedPlacesAreFound() {
        long sixth = id(6);
        tamper("update audit_event set seq = 99 where organization_id = :organization and seq = 5");
        tamper("update audit_event set seq = 5 where organization_id = :organization and seq = 6");
        tamper("update audit_event set seq = 6 where organization_id = :organization and seq = 99");
        found("REORDERED", 5, sixth);
    }

    @Test
    void anEventWithoutAPlaceIsFound() {
        tamper("""
                insert into audit_event (organization_id, at, actor, action, target_type, target_id)
                values (:organization, utc_timestamp(6), 'nobody', 'learner.praised', 'learner', '1')
                """);
        Answer answer = verified();
        assertThat(answer.text("/data/tampered/kind")).isEqualTo("INSERTED");
        assertThat(answer.at("/data/tampered/id").longValue()).isPositive();
    }

    @Test
    void anEventPutBetweenTwoIsFound() {
        tamper(
                "update audit_event set seq = seq + 1 where organization_id = :organization and seq >= 5 order by seq desc");
        insert(5, "repeat('x', 32)");
        found("INSERTED", 5, id(5));
    }

    /** As somebody would do it who knows how hashes are made, but leaves the later ones as they are. */
    @Test
    void anEventPutBetweenTwoWithARightHashIsFound() {
        String head = sql("select hex(hash) from audit_event where organization_id = :organization and seq = 4");
        database.sql("update audit_chain set seq = 4, hash = unhex(:hash) where chain = :organization")
                .param("hash", head)
                .param("organization", tenant.id())
                .update();
        tamper(
                "update audit_event set seq = seq + 100 where organization_id = :organization and seq > 4 order by seq desc");
        record(5);
        tamper(
                "update audit_event set seq = seq - 99 where organization_id = :organization and seq > 100 order by seq");

        found("INSERTED", 5, id(5));
    }

    @Test
    void anEventPutBehindTheLastIsFound() {
        insert(9, "repeat('x', 32)");
        found("CHANGED", 9, id(9));
    }

    @Test
    void aHeadThatNamesAnotherHashIsFound() {
        tamper("update audit_chain set hash = repeat('x', 32) where chain = :organization");
        found("HEAD_CHANGED", 8, id(8));
    }

    @Test
    void aHeadThatWasSetBackIsFound() {
        tamper("update audit_chain set seq = 7 where chain = :organization");
        found("INSERTED", 8, id(8));
    }

    @Test
    void aHeadThatWasSetForwardIsFound() {
        tamper("update audit_chain set seq = 9 where chain = :organization");
        found("CUT_OFF", 9, 0);
    }

    @Test
    void aHeadThatIsGoneIsFound() {
        tamper("delete from audit_chain where chain = :organization");
        assertThat(verified().text("/data/tampered/kind")).isEqualTo("HEAD_CHANGED");
    }

    /** What a purge leaves. */
    @Test
    void anOrganizationWithoutEventsAndHeadLeavesNothing() {
        tamper("delete from audit_event where organization_id = :organization");
        tamper("delete from audit_chain where chain = :organization");

        Answer answer = verified();
        assertThat(answer.at("/data/ok").booleanValue()).isTrue();
        assertThat(answer.at("/data/rows").intValue()).isZero();

        record(1);
        assertThat(verified().at("/data/rows").intValue()).isEqualTo(1);
    }

    @Test
    void eventsOfAReleaseWithoutChainsAreTakenInByTheNextEvent() {
        tamper(
                "update audit_event set seq = null, previous_hash = null, hash = null where organization_id = :organization");
        tamper("delete from audit_chain where chain = :organization");
        Answer before = verified();
        assertThat(before.at("/data/ok").booleanValue()).isTrue();
        assertThat(before.at("/data/unchained").intValue()).isEqualTo(8);

        record(9);

        Answer answer = verified();
        assertThat(answer.at("/data/ok").booleanValue()).as(answer.body()).isTrue();
        assertThat(answer.at("/data/rows").intValue()).isEqualTo(9);
        assertThat(answer.at("/data/unchained").intValue()).isZero();
        tamper("update audit_event set actor = 'me' where organization_id = :organization and seq = 2");
        found("CHANGED", 2, id(2));
    }

    @Test
    void thePlatformHasAChainOfItsOwn() {
        transaction.executeWithoutResult(status ->
                audit.record(ACTOR, new AuditEntry(null, "platform.tested", "platform", 1, null, Map.of("n", 1))));

        Answer answer = admin.get("/api/audit/verify").expect(200);

        assertThat(answer.at("/data/ok").booleanValue()).as(answer.body()).isTrue();
        assertThat(answer.at("/data/rows").intValue()).isPositive();
        assertThat(admin.get("/api/audit?action=platform.tested").text("/data/0/targetType"))
                .isEqualTo("platform");
    }

    @Test
    void whatWasRecordedBehindASavepointGoesWithIt() {
        transaction.executeWithoutResult(outer -> {
            savepoint.executeWithoutResult(inner -> {
                record("first.undone");
                inner.setRollbackOnly();
            });
            record("first.kept");
            savepoint.executeWithoutResult(inner -> {
                record("second.undone");
                savepoint.executeWithoutResult(innermost -> record("third.undone"));
                inner.setRollbackOnly();
            });
            savepoint.executeWithoutResult(inner -> {
                record("second.kept");
                savepoint.executeWithoutResult(innermost -> {
                    record("fourth.undone");
                    innermost.setRollbackOnly();
                });
            });
        });

        assertThat(admin.get(tenant.path() + "/audit?limit=3").each("action"))
                .containsExactly("second.kept", "first.kept", "learner.praised");
        assertThat(verified().at("/data/rows").intValue()).isEqualTo(10);
    }

    @Test
    void aSuspendedTransactionsEventsAreItsOwn() {
        TransactionTemplate anew = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        anew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(outer -> {
            record("outer.undone");
            anew.executeWithoutResult(inner -> record("inner.kept"));
            outer.setRollbackOnly();
        });

        assertThat(admin.get(tenant.path() + "/audit?limit=2").each("action"))
                .containsExactly("inner.kept", "learner.praised");
        assertThat(verified().at("/data/ok").booleanValue()).isTrue();
    }

    @Test
    void withoutATransactionNothingIsRecorded() {
        assertThatThrownBy(() -> record("nothing.done")).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void nothingIsRecordedBehindTheCommit() {
        List<Throwable> refused = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            record("change.made");
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    try {
                        record("change.late");
                    } catch (IllegalStateException e) {
                        refused.add(e);
                    }
                }
            });
        });

        assertThat(refused).hasSize(1);
        assertThat(verified().at("/data/rows").intValue()).isEqualTo(9);
    }

    @Test
    void changesAtTheSameTimeMakeOneChainWithoutAGap() throws Exception {
        int threads = 32;
        int each = 10;
        Tenant second = tenant();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                boolean swapped = thread % 2 == 0;
                done.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        long one = swapped ? second.id() : tenant.id();
                        long other = swapped ? tenant.id() : second.id();
                        boolean undone = i == 5;
                        transaction.executeWithoutResult(status -> {
                            audit.record(
                                    ACTOR, List.of(entry(one, "learner.praised"), entry(other, "learner.praised")));
                            audit.record(ACTOR, entry(null, "platform.tested"));
                            if (undone) {
                                status.setRollbackOnly();
                            }
                        });
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }

        int written = threads * (each - 1);
        assertThat(verified().at("/data/ok").booleanValue()).isTrue();
        assertThat(verified().at("/data/rows").intValue()).isEqualTo(8 + written);
        Answer others = admin.get(second.path() + "/audit/verify").expect(200);
        assertThat(others.at("/data/ok").booleanValue()).isTrue();
        assertThat(others.at("/data/rows").intValue()).isEqualTo(1 + written);
        assertThat(admin.get("/api/audit/verify").expect(200).at("/data/ok").booleanValue())
                .isTrue();
    }

    @Test
    void aLongChainIsReadPageByPage() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 1_200; i++) {
                record("learner.praised");
            }
        });

        assertThat(verified().at("/data/rows").intValue()).isEqualTo(1_208);
        tamper("update audit_event set actor = 'me' where organization_id = :organization and seq = 1001");
        found("CHANGED", 1001, id(1001));
    }

    @Test
    void onlyThePlatformsAdministratorsVerify() {
        somebody("ADMIN", tenant).get(tenant.path() + "/audit/verify").refused(403);
        somebody("ADMIN", tenant).get("/api/audit/verify").refused(403);
    }

    private void record(int number) {
        transaction.executeWithoutResult(status -> audit.record(
                ACTOR,
                new AuditEntry(
                        tenant.id(),
                        "learner.praised",
                        "learner",
                        number,
                        Map.of("praise", number - 1),
                        Map.of("praise", number))));
    }

    private void record(String action) {
        audit.record(ACTOR, entry(tenant.id(), action));
    }

    private static AuditEntry entry(@Nullable Long organization, String action) {
        return new AuditEntry(organization, action, "learner", 1, null, null);
    }

    private void tamper(String sql) {
        assertThat(database.sql(sql).param("organization", tenant.id()).update())
                .isPositive();
    }

    private void insert(int place, String hash) {
        tamper("""
                insert into audit_event
                    (organization_id, seq, at, actor, action, target_type, target_id, previous_hash, hash)
                select organization_id, %d, at, actor, action, target_type, target_id, hash, %s
                from audit_event where organization_id = :organization and seq = %d
                """.formatted(place, hash, place - 1));
    }

    private String sql(String sql) {
        return database.sql(sql)
                .param("organization", tenant.id())
                .query(String.class)
                .single();
    }

    private long id(int place) {
        return Long.parseLong(
                sql("select id from audit_event where organization_id = :organization and seq = " + place));
    }

    private Answer verified() {
        return admin.get(tenant.path() + "/audit/verify").expect(200);
    }

    /** The tampering is found; id 0: of an event that is gone. */
    private void found(String kind, int place, long id) {
        Answer answer = verified();
        assertThat(answer.at("/data/ok").booleanValue()).as(answer.body()).isFalse();
        assertThat(answer.text("/data/tampered/kind")).as(answer.body()).isEqualTo(kind);
        assertThat(answer.at("/data/tampered/sequence").intValue())
                .as(answer.body())
                .isEqualTo(place);
        assertThat(answer.at("/data/tampered/id").asLong(0)).as(answer.body()).isEqualTo(id);
    }
}
