package dev.orgworks.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.users.TokenSecret;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seats that people take themselves, with a token. */
class ClaimsTest extends Handouts {

    private static final String ROUTE = "/api/organizations/claim-license";

    @Test
    void whoHasATokenGetsASeatAndNoMoreIsToldThanHeSaid() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        Handout token = handout(tenant, pool, "");
        String request = UUID.randomUUID().toString();

        Answer claimed = nobody.post(ROUTE, """
                        {"token": "%s", "email": "Ada@Example.org", "firstName": "Ada", "lastName": "Lovelace"}
                        """.formatted(token.secret()), "x-request-id", request)
                .expect(201);

        assertThat(claimed.text("/data/state")).isEqualTo("GIVEN");
        assertThat(claimed.text("/data/product")).isEqualTo("courses");
        assertThat(claimed.text("/data/poolName")).isEqualTo("All courses");
        assertThat(claimed.text("/data/organization")).startsWith("Organization ");
        assertThat(claimed.at("/data/claimId").asLong()).isPositive();
        assertThat(claimed.at("/data").propertyNames())
                .containsExactlyInAnyOrder(
                        "claimId",
                        "organization",
                        "product",
                        "poolName",
                        "state",
                        "place",
                        "expiresAt",
                        "alreadyClaimed");
        Answer learner = admin.get(tenant.path() + "/learners").expect(200);
        assertThat(learner.text("/data/0/email")).isEqualTo("Ada@Example.org");
        assertThat(learner.text("/data/0/lastName")).isEqualTo("Lovelace");
        assertThat(used(pool)).isEqualTo(1);
        List<AuditRow> rows = audit(request);
        assertThat(rows.stream().map(AuditRow::action))
                .containsExactly("learner.enrolled", "license.given", "license.claimed");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.actor()).isEqualTo("claim:" + token.secret().substring(0, 11));
            assertThat(row.organizationId()).isEqualTo(tenant.id());
        });
        assertThat(rows.get(2).after()).doesNotContain("ada", "Ada");
        assertThat(letters(claimed.at("/data/claimId").asLong())).containsExactly("Ada@Example.org");
    }

    @Test
    void whoClaimsAgainHasWhatHeHas() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        Handout token = handout(tenant, pool, ", \"maxUses\": 1");
        Answer first = claim(token, "ada@example.org").expect(201);

        Answer again = claim(token, "ADA@example.org").expect(200);

        assertThat(again.text("/data/claimId")).isEqualTo(first.text("/data/claimId"));
        assertThat(again.at("/data/alreadyClaimed").asBoolean()).isTrue();
        assertThat(first.at("/data/alreadyClaimed").asBoolean()).isFalse();
        assertThat(used(pool)).isEqualTo(1);
        expire(token);
        assertThat(claim(token, "ada@example.org").expect(200).text("/data/state"))
                .isEqualTo("GIVEN");
        assertThat(claim(token, "bob@example.org").refused(410).text("/code")).isEqualTo("TOKEN_EXPIRED");
        assertThat(letters(first.at("/data/claimId").asLong())).hasSize(1);
        database.sql(
                        "update license_seat set state = 'ENDED', ended_at = now(6), end_reason = 'REVOKED' where pool_id = :pool")
                .param("pool", pool)
                .update();
        assertThat(claim(token, "ada@example.org").expect(200).text("/data/state"))
                .isEqualTo("ENDED");
        patch(admin, tenant, token.id(), "revoke", "").expect(200);
        assertThat(claim(token, "ada@example.org").refused(410).text("/code")).isEqualTo("TOKEN_REVOKED");
    }

    @Test
    void aHundredClaimsOfOnePersonAtOnceAreOne() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 50);
        Handout token = handout(tenant, pool, "");
        List<Callable<Answer>> tries = IntStream.range(0, 100)
                .<Callable<Answer>>mapToObj(number -> () -> claim(token, "ada@example.org"))
                .toList();

        List<Answer> answers = atOnce(50, tries);

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(99);
        assertThat(answers.stream().map(answer -> answer.text("/data/claimId")).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(used(pool)).isEqualTo(1);
        assertThat(count("select count(*) from license_seat where pool_id = :id", pool))
                .isEqualTo(1);
        assertThat(count("select uses from provisioning_token where id = :id", token.id()))
                .isEqualTo(1);
        assertThat(count("select count(*) from learner where organization_id = :id", tenant.id()))
                .isEqualTo(1);
    }

    @Test
    void aHundredPeopleAtOnceUseATokenForTenTenTimes() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 50);
        Handout token = handout(tenant, pool, ", \"maxUses\": 10");
        List<Callable<Answer>> tries = IntStream.range(0, 100)
                .<Callable<Answer>>mapToObj(number -> () -> claim(token, "person" + number + "@example.org"))
                .toList();

        List<Answer> answers = atOnce(50, tries);

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(answers.stream()
                        .filter(answer ->
                                answer.status() == 409 && answer.text("/code").equals("TOKEN_USED_UP")))
                .hasSize(90);
        assertThat(used(pool)).isEqualTo(10);
        assertThat(count("select uses from provisioning_token where id = :id", token.id()))
                .isEqualTo(10);
        assertThat(count("select count(*) from learner where organization_id = :id", tenant.id()))
                .as("whoever is refused leaves nothing")
                .isEqualTo(10);
    }

    @Test
    void severalTokensOfOnePoolGiveNoMoreThanItHas() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 20);
        List<Handout> tokens = List.of(handout(tenant, pool, ""), handout(tenant, pool, ""), handout(tenant, pool, ""));
        List<Callable<Answer>> tries = IntStream.range(0, 120)
                .<Callable<Answer>>mapToObj(
                        number -> () -> claim(tokens.get(number % 3), "person" + number / 2 + "@example.org"))
                .toList();

        List<Answer> answers = atOnce(40, tries);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 201, 409));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(20);
        assertThat(used(pool)).isEqualTo(20);
        assertThat(count("select count(distinct learner_id) from license_seat where pool_id = :id and live = 1", pool))
                .isEqualTo(20);
    }

    @Test
    void whoHoldsASeatAlreadyDoesNotUseTheToken() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        claim(handout(tenant, pool, ""), "ada@example.org").expect(201);
        Handout other = handout(tenant, pool, ", \"maxUses\": 1");

        Answer has = claim(other, "ada@example.org").expect(200);

        assertThat(has.text("/data/state")).isEqualTo("GIVEN");
        assertThat(has.text("/data/claimId")).isEmpty();
        assertThat(count("select uses from provisioning_token where id = :id", other.id()))
                .isZero();
        claim(other, "bob@example.org").expect(201);
    }

    @Test
    void whenNoSeatIsLeftPeopleAreRefusedOrWait() {
        Tenant tenant = tenant();
        Handout strict = handout(tenant, pool(tenant, 1), "");
        Handout patient = handout(tenant, pool(tenant, 1, "WAITLIST"), "");
        for (Handout token : List.of(strict, patient)) {
            assertThat(preview(token.secret()).expect(200).at("/data/seatsLeft").asBoolean())
                    .isTrue();
            claim(token, "ada@example.org").expect(201);
            assertThat(preview(token.secret()).expect(200).at("/data/seatsLeft").asBoolean())
                    .isFalse();
        }

        assertThat(claim(strict, "bob@example.org").refused(409).text("/code")).isEqualTo("NO_SEAT_LEFT");
        Answer waits = claim(patient, "bob@example.org").expect(201);

        assertThat(waits.text("/data/state")).isEqualTo("WAITING");
        assertThat(waits.at("/data/place").asInt()).isEqualTo(1);
        assertThat(claim(patient, "cay@example.org")
                        .expect(201)
                        .at("/data/place")
                        .asInt())
                .isEqualTo(2);
        Answer again = claim(patient, "bob@example.org").expect(200);
        assertThat(again.at("/data/place").asInt()).isEqualTo(1);
        assertThat(again.text("/data/claimId")).isEqualTo(waits.text("/data/claimId"));
        assertThat(letters(waits.at("/data/claimId").asLong())).isEmpty();
        assertThat(preview(strict.secret()).at("/data/waitlist").asBoolean()).isFalse();
        assertThat(preview(patient.secret()).at("/data/waitlist").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org, 201",
        "ada@EXAMPLE.org, 201",
        "ada@sub.example.org, 403",
        "ada@example.org.evil.example, 403",
        "ada@notexample.org, 403",
        "ada@a.school.example, 201",
        "ada@a.b.school.example, 201",
        "ada@school.example, 403",
        "ada@myschool.example, 403",
        "ada@xn--bcher-kva.example, 201",
        "ada@bücher.example, 201"
    })
    void aTokenIsForItsDomainsOnly(String email, int status) {
        Tenant tenant = tenant();
        Handout token = handout(
                tenant, pool(tenant, 5), ", \"domains\": [\"example.org\", \"*.school.example\", \"bücher.example\"]");

        Answer answer = claim(token, email).expect(status);

        if (status == 403) {
            assertThat(answer.refused(403).text("/code")).isEqualTo("WRONG_DOMAIN");
            assertThat(admin.get(tenant.path() + "/learners").each("id")).isEmpty();
        }
    }

    @Test
    void poolsThatHaveExpiredAndLearnersWhoAreSuspendedGetNothing() {
        Tenant tenant = tenant();
        imported(tenant, """
                user_id,login_id,email,status
                A,ada,ada@example.org,suspended
                B,bob,twin@example.org,active
                C,cay,twin@example.org,active
                D,dan,dan@example.org,active
                """);
        long pool = pool(tenant, 5);
        Handout token = handout(tenant, pool, "");

        assertThat(claim(token, "ada@example.org").refused(409).text("/code")).isEqualTo("LEARNER_SUSPENDED");
        assertThat(claim(token, "twin@example.org").refused(409).text("/code")).isEqualTo("SEVERAL_LEARNERS");
        assertThat(claim(token, "dan@example.org").expect(201).body()).doesNotContain("\"D\"");
        database.sql("update license_pool set expires_at = now(6) - interval 1 day where id = :id")
                .param("id", pool)
                .update();
        assertThat(claim(token, "eve@example.org").refused(409).text("/code")).isEqualTo("POOL_EXPIRED");
        assertThat(preview(token.secret()).refused(409).text("/code")).isEqualTo("POOL_EXPIRED");
        database.sql("update license_pool set grace_days = 7 where id = :id")
                .param("id", pool)
                .update();
        assertThat(claim(token, "eve@example.org").refused(409).text("/code")).isEqualTo("POOL_IN_GRACE");
        assertThat(used(pool)).isEqualTo(1);
    }

    @Test
    void aTokenThatOpensNothingSaysNoMoreThanThat() {
        Tenant tenant = tenant();
        Answer link = made(admin, tenant, "{\"kind\": \"INVITE_LINK\", \"label\": \"x\", \"role\": \"VIEWER\"}");
        Answer scim = made(admin, tenant, "{\"kind\": \"SCIM\", \"label\": \"x\"}");
        Tenant gone = tenant();
        Handout ofDeleted = handout(gone, pool(gone, 5), "");
        admin.delete(gone.path()).expect(200);

        for (String secret : List.of(
                "orgw_unknown",
                "x",
                link.text("/data/token"),
                scim.text("/data/token"),
                ofDeleted.secret(),
                ADMINISTRATOR)) {
            Answer refused = nobody.post(ROUTE, "{\"token\": \"%s\", \"email\": \"ada@example.org\"}".formatted(secret))
                    .refused(404);
            assertThat(refused.text("/code")).isEqualTo("TOKEN_UNKNOWN");
            assertThat(refused.body()).doesNotContain(secret + "\"").doesNotContain("orgw_");
            assertThat(preview(secret).refused(404).body()).isEqualTo(refused.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\": \"ada@example.org\"}",
                "{\"token\": \"\", \"email\": \"ada@example.org\"}",
                "{\"token\": \"orgw_x\", \"email\": \"no address\"}",
                "{\"token\": \"orgw_x\", \"email\": \"\"}",
                "{\"token\": 7, \"email\": \"ada@example.org\"}",
                "{\"token\": \"orgw_x\", \"email\": \"ada@example.org\", \"role\": \"OWNER\"}",
                "nothing"
            })
    void aMalformedClaimIsRefused(String body) {
        nobody.post(ROUTE, body).refused(400);
    }

    @Test
    void theSeatsOfATokenCanBeLookedAtBefore() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), ", \"domains\": [\"example.org\"], \"maxUses\": 1");

        Answer there = preview(token.secret()).expect(200);

        assertThat(there.text("/data/kind")).isEqualTo("TOKEN");
        assertThat(there.text("/data/product")).isEqualTo("courses");
        assertThat(there.at("/data/domains/0").asString()).isEqualTo("example.org");
        assertThat(there.text("/data/expiresAt")).isNotEmpty();
        assertThat(there.at("/data").propertyNames())
                .containsExactlyInAnyOrder(
                        "kind", "organization", "product", "poolName", "domains", "expiresAt", "seatsLeft", "waitlist");
        assertThat(there.header("cache-control")).contains("no-store");
        claim(token, "ada@example.org").expect(201);
        assertThat(preview(token.secret()).refused(409).text("/code")).isEqualTo("TOKEN_USED_UP");
        expire(token);
        assertThat(preview(token.secret()).refused(410).text("/code")).isEqualTo("TOKEN_EXPIRED");
    }

    @Test
    void whoseSeatItShallBeHasToBeSaid() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");

        assertThat(nobody.post(ROUTE, "{\"token\": \"%s\"}".formatted(token.secret()))
                        .refused(400)
                        .wrongFields())
                .containsExactly("email");
    }

    @Test
    void anOfferIsTakenWithItsSecretAlone() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1, "WAITLIST");
        Handout token = handout(tenant, pool, "");
        claim(token, "ada@example.org").expect(201);
        claim(token, "bob@example.org").expect(201);
        String secret = offer(pool);

        Answer there = preview(secret).expect(200);
        assertThat(there.text("/data/kind")).isEqualTo("OFFER");
        assertThat(there.text("/data/product")).isEqualTo("courses");
        Answer taken =
                nobody.post(ROUTE, "{\"token\": \"%s\"}".formatted(secret)).expect(201);
        assertThat(taken.text("/data/state")).isEqualTo("GIVEN");
        nobody.post(ROUTE, "{\"token\": \"%s\"}".formatted(secret)).expect(200);
        assertThat(used(pool)).isEqualTo(2);
        assertThat(claim(token, "bob@example.org").expect(200).text("/data/state"))
                .isEqualTo("GIVEN");

        claim(token, "cay@example.org").expect(201);
        String late = offer(pool);
        database.sql("update license_waitlist set offer_expires_at = now(6) - interval 1 day where state = 'OFFERED'"
                        + " and pool_id = :pool")
                .param("pool", pool)
                .update();
        assertThat(preview(late).refused(409).text("/code")).isEqualTo("OFFER_EXPIRED");
        assertThat(nobody.post(ROUTE, "{\"token\": \"%s\"}".formatted(late))
                        .refused(409)
                        .text("/code"))
                .isEqualTo("OFFER_EXPIRED");
    }

    /** Adds a seat and offers it to who is next, as the platform does, with a secret that the test knows. */
    private String offer(long pool) {
        TokenSecret secret = TokenSecret.random();
        database.sql("update license_pool set total = total + 1, held = held + 1 where id = :pool")
                .param("pool", pool)
                .update();
        database.sql("""
                        update license_waitlist set state = 'OFFERED', offered_at = now(6), offer_hash = :hash,
                               offer_expires_at = now(6) + interval 2 day
                        where pool_id = :pool and state = 'WAITING' order by id limit 1
                        """).param("pool", pool).param("hash", secret.hash()).update();
        return secret.text();
    }

    @Test
    void aUserClaimsAsHimself() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");
        Person person = person("MEMBER");
        Client user = acting(person);
        String request = UUID.randomUUID().toString();

        user.post(ROUTE, "{\"token\": \"%s\"}".formatted(token.secret()), "x-request-id", request)
                .expect(201);

        Answer learner = admin.get(tenant.path() + "/learners").expect(200);
        assertThat(learner.text("/data/0/email")).isEqualTo(person.email());
        assertThat(learner.text("/data/0/firstName")).isEqualTo("Ada");
        assertThat(audit(request))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.actor()).doesNotStartWith("claim:"));
        user.post(ROUTE, "{\"token\": \"%s\", \"email\": \"bob@example.org\"}".formatted(token.secret()))
                .refused(400);
        nobody.with("orgw_opens_nothing")
                .post(ROUTE, "{\"token\": \"%s\", \"email\": \"bob@example.org\"}".formatted(token.secret()))
                .expect(201);
    }

    private int used(long pool) {
        return count("select used from license_pool where id = :id", pool);
    }

    /** To whom the letters of a claim go. */
    private List<String> letters(long claim) {
        return database.sql("select recipient from mail_message where kind = 'LICENSE_CLAIMED' and subject_id = :claim")
                .param("claim", claim)
                .query(String.class)
                .list();
    }
}
