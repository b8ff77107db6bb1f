package dev.orgworks.api.licenses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.DeclineOffer;
import dev.orgworks.domain.licenses.EndSeat;
import dev.orgworks.domain.licenses.GrantSeat;
import dev.orgworks.domain.licenses.LeaveWaitlist;
import dev.orgworks.domain.licenses.NoSeatLeftException;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.SeatFreed;
import dev.orgworks.domain.licenses.TakeOffer;
import dev.orgworks.domain.licenses.TransferSeat;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.users.TokenSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** Who waits for a seat gets one in his turn. */
class WaitlistTest extends LicensingTest {

    @Autowired
    private EndSeat end;

    @Autowired
    private TakeOffer take;

    @Autowired
    private DeclineOffer decline;

    @Autowired
    private LeaveWaitlist leave;

    @Autowired
    private TransferSeat transfer;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Test
    void whoAsksWhenNoneIsLeftWaitsAndKeepsHisPlace() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Learner holder = learner(tenant, "holder");
        assertThat(ask(tenant, pool, holder)).isInstanceOf(AskForSeat.Holds.class);
        assertThat(ask(tenant, pool, holder))
                .isInstanceOfSatisfying(
                        AskForSeat.Holds.class,
                        again -> assertThat(again.given()).isFalse());

        Learner first = learner(tenant, "first");
        Learner second = learner(tenant, "second");
        assertThat(places(ask(tenant, pool, first), ask(tenant, pool, second), ask(tenant, pool, first)))
                .containsExactly(1, 2, 1);
        assertThat(waitlist.count(tenant.id(), pool)).isEqualTo(2);
        assertThat(waitlist.list(tenant.id(), null, 1, 1))
                .extracting(Waiting::learnerId)
                .containsExactly(second.id());
        assertThat(audited(tenant, "waitlist.joined")).isEqualTo(2);
    }

    @Test
    void aPoolWithoutAWaitlistRefuses() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 0, "REFUSE");
        Learner learner = learner(tenant, "late");
        assertThatThrownBy(() -> ask(tenant, pool, learner)).isInstanceOf(NoSeatLeftException.class);
        assertThat(waitlist.count(tenant.id(), pool)).isZero();
    }

    @Test
    void aPoolInGraceLetsNobodyWait() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 0);
        set(pool, "expires_at = date_sub(now(6), interval 1 day), grace_days = 7");
        Learner learner = learner(tenant, "late");
        assertThatThrownBy(() -> ask(tenant, pool, learner))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("POOL_IN_GRACE"));
    }

    @Test
    void theSeatsThatManyFreeAtOnceAreOfferedToThoseWhoWaitLongest() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 50);
        List<Seat> held = IntStream.range(0, 50)
                .mapToObj(number -> give(tenant, pool, learner(tenant, "holder" + number)))
                .toList();
        List<Learner> waiting = IntStream.range(0, 200)
                .mapToObj(number -> learner(tenant, "waits" + number))
                .toList();
        waiting.forEach(learner -> ask(tenant, pool, learner));

        atOnce(
                16,
                held.stream()
                        .<Callable<Boolean>>map(seat ->
                                () -> inTransaction(() -> end.end(ACTOR, tenant.id(), seat.id(), Seat.End.REVOKED)))
                        .toList());

        assertThat(look(tenant, pool).used()).isZero();
        assertThat(look(tenant, pool).held()).isEqualTo(50);
        assertThat(waiting.subList(0, 50))
                .allSatisfy(
                        learner -> assertThat(waiting(tenant, learner).state()).isEqualTo(Waiting.State.OFFERED));
        assertThat(waiting.subList(50, 200))
                .allSatisfy(
                        learner -> assertThat(waiting(tenant, learner).state()).isEqualTo(Waiting.State.WAITING));
        assertThat(waiting(tenant, waiting.get(50)).place()).isEqualTo(1);
        assertThat(letters(tenant, "LICENSE_OFFER"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50)
                        .mapToObj(number -> "waits" + number + "@example.org")
                        .toList());
    }

    @Test
    void anOfferThatFiftyTakeAtOnceIsOneSeat() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Waiting offered = offered(tenant, pool);
        TokenSecret secret = secretOf(offered);

        List<GrantSeat.Outcome> outcomes = atOnce(
                16,
                IntStream.range(0, 50)
                        .<Callable<GrantSeat.Outcome>>mapToObj(number -> () -> number % 2 == 0
                                ? take.take(ACTOR, secret)
                                : take.take(ACTOR, tenant.id(), offered.id()))
                        .toList());

        assertThat(outcomes.stream().filter(GrantSeat.Outcome::given)).hasSize(1);
        assertThat(outcomes.stream().map(outcome -> outcome.seat().id()).distinct())
                .hasSize(1);
        assertThat(outcomes.get(0).seat().source()).isEqualTo(Seat.Source.WAITLIST);
        assertThat(look(tenant, pool).used()).isEqualTo(1);
        assertThat(look(tenant, pool).held()).isZero();
        assertThat(waitlist.byId(tenant.id(), offered.id()).state()).isEqualTo(Waiting.State.ACCEPTED);
        assertThat(audited(tenant, "waitlist.accepted")).isEqualTo(1);
    }

    @Test
    void anOfferThatRanOutGoesToWhoIsNext() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Waiting offered = offered(tenant, pool);
        Learner next = learner(tenant, "next");
        ask(tenant, pool, next);
        database.sql("update license_waitlist set offer_expires_at = now(6) where id = :id")
                .param("id", offered.id())
                .update();
        assertCode("OFFER_EXPIRED", () -> take.take(ACTOR, tenant.id(), offered.id()));

        upkeeps.ofWhatIsDue();
        settled(tenant);

        assertThat(waitlist.byId(tenant.id(), offered.id()).state()).isEqualTo(Waiting.State.EXPIRED);
        assertThat(waiting(tenant, next).state()).isEqualTo(Waiting.State.OFFERED);
        assertThat(look(tenant, pool).held()).isEqualTo(1);
        assertCode("OFFER_EXPIRED", () -> take.take(ACTOR, tenant.id(), offered.id()));
        assertThat(runs(tenant)).extracting(Upkept::payload).containsExactly("{\"whole\":false}");
    }

    @Test
    void anOfferThatIsDeclinedGoesToWhoIsNext() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Waiting offered = offered(tenant, pool);
        Learner next = learner(tenant, "next");
        ask(tenant, pool, next);
        TokenSecret secret = secretOf(offered);

        assertThat(decline.decline(ACTOR, secret).state()).isEqualTo(Waiting.State.DECLINED);

        assertThat(waiting(tenant, next).state()).isEqualTo(Waiting.State.OFFERED);
        assertCode("OFFER_DECLINED", () -> take.take(ACTOR, secret));
        take.take(ACTOR, tenant.id(), waiting(tenant, next).id());
        assertCode(
                "OFFER_TAKEN",
                () -> decline.decline(ACTOR, tenant.id(), waiting(tenant, next).id()));
    }

    @Test
    void whoLeavesMakesRoomForWhoIsNext() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Waiting offered = offered(tenant, pool);
        Learner next = learner(tenant, "next");
        ask(tenant, pool, next);
        assertCode(
                "NO_OFFER",
                () -> take.take(ACTOR, tenant.id(), waiting(tenant, next).id()));

        leave.leave(ACTOR, tenant.id(), offered.id());
        assertThat(leave.leave(ACTOR, tenant.id(), offered.id()).state()).isEqualTo(Waiting.State.LEFT);

        assertThat(waiting(tenant, next).state()).isEqualTo(Waiting.State.OFFERED);
        assertCode("OFFER_WITHDRAWN", () -> take.take(ACTOR, tenant.id(), offered.id()));
        assertThat(look(tenant, pool).held()).isEqualTo(1);
    }

    @Test
    void whomNoLetterReachesGetsTheSeatItself() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Seat seat = give(tenant, pool, learner(tenant, "holder"));
        Learner silent = learnerWithoutMail(tenant, "silent");
        ask(tenant, pool, silent);

        revoke(tenant, seat);

        assertThat(seats.held(pool, silent.id()).map(Seat::source)).contains(Seat.Source.WAITLIST);
        assertThat(waiting(tenant, silent).state()).isEqualTo(Waiting.State.ACCEPTED);
        assertThat(letters(tenant, "LICENSE_OFFER")).isEmpty();
    }

    @Test
    void whereOffersHaveNoTimeTheSeatItselfIsGiven() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        set(pool, "offer_hours = 0");
        Seat seat = give(tenant, pool, learner(tenant, "holder"));
        Learner next = learner(tenant, "next");
        ask(tenant, pool, next);

        revoke(tenant, seat);

        assertThat(seats.held(pool, next.id())).isPresent();
        assertThat(look(tenant, pool).held()).isZero();
    }

    @Test
    void whoIsSuspendedMeanwhileIsPassedOver() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Seat seat = give(tenant, pool, learner(tenant, "holder"));
        Learner suspended = learner(tenant, "suspended");
        Learner next = learner(tenant, "next");
        ask(tenant, pool, suspended);
        ask(tenant, pool, next);
        database.sql("update learner set status = 'SUSPENDED' where id = :id")
                .param("id", suspended.id())
                .update();

        revoke(tenant, seat);

        assertThat(waiting(tenant, suspended).state()).isEqualTo(Waiting.State.LEFT);
        assertThat(waiting(tenant, next).state()).isEqualTo(Waiting.State.OFFERED);
    }

    @Test
    void whenThePoolGrowsThoseWhoWaitComeBeforeWhoAsksThen() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 0);
        List<Learner> waiting =
                Stream.of("first", "second").map(name -> learner(tenant, name)).toList();
        waiting.forEach(learner -> ask(tenant, pool, learner));

        // grown without a word: who asks next does not get the seat
        set(pool, "total = 1");
        Learner newcomer = learner(tenant, "newcomer");
        assertThat(places(ask(tenant, pool, newcomer))).containsExactly(2);
        assertThat(waiting(tenant, waiting.get(0)).state()).isEqualTo(Waiting.State.OFFERED);

        set(pool, "total = 4");
        transactions.executeWithoutResult(status -> publisher.publishEvent(new SeatFreed(ACTOR, tenant.id(), pool)));
        assertThat(Stream.of(waiting.get(1), newcomer)
                        .map(learner -> waiting(tenant, learner).state()))
                .containsOnly(Waiting.State.OFFERED);
        assertThat(look(tenant, pool).held()).isEqualTo(3);
        assertThat(ask(tenant, pool, learner(tenant, "last"))).isInstanceOf(AskForSeat.Holds.class);
    }

    @Test
    void whoHasAnOfferAndIsGivenASeatOtherwiseTakesNoSecondOne() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Waiting offered = offered(tenant, pool);
        Learner learner = learners.byId(tenant.id(), offered.learnerId());

        assertThat(ask(tenant, pool, learner)).isInstanceOf(AskForSeat.Holds.class);

        assertThat(look(tenant, pool).held()).isZero();
        assertThat(look(tenant, pool).used()).isEqualTo(1);
        assertThat(take.take(ACTOR, tenant.id(), offered.id()).given()).isFalse();
    }

    @Test
    void whatIsHandedOnIsNotFree() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Learner holder = learner(tenant, "holder");
        give(tenant, pool, holder);
        Learner waits = learner(tenant, "waits");
        Learner heir = learner(tenant, "heir");
        ask(tenant, pool, waits);

        inTransaction(() -> transfer.transfer(ACTOR, tenant.id(), pool, holder, heir));

        assertThat(waiting(tenant, waits).state()).isEqualTo(Waiting.State.WAITING);
        assertThat(look(tenant, pool).used()).isEqualTo(1);
    }

    @Test
    void anUnknownSecretIsNoOffer() {
        assertThatThrownBy(() -> take.take(ACTOR, TokenSecret.random())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anotherOrganizationsPlaceIsNotThere() {
        Tenant tenant = tenant();
        Waiting offered = offered(tenant, pool(tenant, 1));
        long other = tenant().id();
        assertThatThrownBy(() -> take.take(ACTOR, other, offered.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> decline.decline(ACTOR, other, offered.id())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> leave.leave(ACTOR, other, offered.id())).isInstanceOf(NotFoundException.class);
    }

    /** Somebody who was offered the last seat of a pool. */
    private Waiting offered(Tenant tenant, long pool) {
        Seat seat = give(tenant, pool, learner(tenant, "holder" + unique()));
        Learner learner = learner(tenant, "offered" + unique());
        ask(tenant, pool, learner);
        revoke(tenant, seat);
        Waiting waiting = waiting(tenant, learner);
        assertThat(waiting.state()).isEqualTo(Waiting.State.OFFERED);
        return waiting;
    }

    /** A secret that the offer has from now on; its own is in a sealed letter alone. */
    private TokenSecret secretOf(Waiting offered) {
        TokenSecret secret = TokenSecret.random();
        database.sql("update license_waitlist set offer_hash = :hash where id = :id")
                .param("hash", secret.hash())
                .param("id", offered.id())
                .update();
        return secret;
    }

    private void revoke(Tenant tenant, Seat seat) {
        inTransaction(() -> end.end(ACTOR, tenant.id(), seat.id(), Seat.End.REVOKED));
    }

    private static List<Integer> places(AskForSeat.Outcome... outcomes) {
        return Stream.of(outcomes)
                .map(outcome -> ((AskForSeat.Waits) outcome).waiting().place())
                .toList();
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static <T> List<T> atOnce(int threads, List<Callable<T>> acts) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : executor.invokeAll(acts)) {
                results.add(done.get());
            }
            return results;
        } finally {
            executor.shutdown();
        }
    }
}
