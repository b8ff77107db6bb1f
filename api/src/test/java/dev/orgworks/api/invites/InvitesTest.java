package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an organization invites, one at a time and by the thousand. */
class InvitesTest extends ApiTest {

    @Test
    void anInviteIsMadeListedAndInTheAuditAndALetterWaitsOrWasSent() {
        Tenant tenant = tenant();
        Person maker = member(tenant, "ADMIN");
        String email = address();
        String request = UUID.randomUUID().toString();

        Answer made = acting(maker)
                .post(
                        tenant.path() + "/invites",
                        "{\"email\": \" %s \", \"role\": \"MANAGER\", \"message\": \" Welcome! \"}".formatted(email),
                        "x-request-id",
                        request)
                .expect(201);

        assertThat(made.text("/data/result")).isEqualTo("CREATED");
        assertThat(made.at("/data/mailed").booleanValue()).isTrue();
        Answer list = acting(maker).get(tenant.path() + "/invites").expect(200);
        assertThat(list.at("/data/0")).isEqualTo(made.at("/data/invite"));
        assertThat(list.text("/data/0/email")).isEqualTo(email);
        assertThat(list.text("/data/0/role")).isEqualTo("MANAGER");
        assertThat(list.text("/data/0/message")).isEqualTo("Welcome!");
        assertThat(list.text("/data/0/state")).isEqualTo("PENDING");
        assertThat(list.text("/data/0/inviter")).isEqualTo("Ada Lovelace");
        assertThat(Duration.between(
                        Instant.parse(list.text("/data/0/createdAt")), Instant.parse(list.text("/data/0/expiresAt"))))
                .isBetween(
                        Duration.ofDays(7).minusSeconds(5), Duration.ofDays(7).plusSeconds(5));
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("invite.created");
            assertThat(row.organizationId()).isEqualTo(tenant.id());
            assertThat(row.targetId()).isEqualTo(list.text("/data/0/id"));
            assertThat(row.before() + row.after()).doesNotContain("orgw_").doesNotContain("hash");
        });
        assertThat(letters(list.text("/data/0/id"))).isEqualTo(1);
    }

    @Test
    void theListIsNewestFirstAndFilteredByStateAddressAndPartOfIt() {
        Tenant tenant = tenant();
        long ada = invited(tenant, "Ada.Lovelace@example.org", "VIEWER");
        long grace = invited(tenant, "grace_hopper@example.com", "VIEWER");
        long alan = invited(tenant, "alan@example.org", "ADMIN");
        act(tenant, grace, "revoke").expect(200);
        over(alan);

        assertThat(ids(tenant, "")).containsExactly(alan, grace, ada);
        assertThat(ids(tenant, "?limit=1&offset=1")).containsExactly(grace);
        assertThat(ids(tenant, "?state=PENDING")).containsExactly(ada);
        assertThat(ids(tenant, "?state=EXPIRED")).containsExactly(alan);
        assertThat(ids(tenant, "?state=REVOKED")).containsExactly(grace);
        assertThat(ids(tenant, "?state=BOUNCED")).isEmpty();
        assertThat(ids(tenant, "?email=ADA.lovelace@Example.org")).containsExactly(ada);
        assertThat(ids(tenant, "?search=EXAMPLE.ORG")).containsExactly(alan, ada);
        assertThat(ids(tenant, "?search=e_h")).containsExactly(grace);
        assertThat(ids(tenant, "?search=%25")).isEmpty();
        assertThat(admin.get(tenant.path() + "/invites?state=EXPIRED")
                        .at("/meta/total")
                        .longValue())
                .isEqualTo(1);
        admin.get(tenant.path() + "/invites?state=NONE").refused(400);
        admin.get(tenant.path() + "/invites?search=" + "x".repeat(256)).refused(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role": "VIEWER"}                                                              | email     | REQUIRED
            {"email": "ada", "role": "VIEWER"}                                              | email     | INVALID
            {"email": "a b@example.org", "role": "VIEWER"}                                  | email     | INVALID
            {"email": "a@b@example.org", "role": "VIEWER"}                                  | email     | INVALID
            {"email": "a@example.org\\r\\nBcc: b@example.org", "role": "VIEWER"}            | email     | INVALID
            {"email": "a@-example.org", "role": "VIEWER"}                                   | email     | INVALID
            {"email": "a@example..org", "role": "VIEWER"}                                   | email     | INVALID
            {"email": "ada@example.org"}                                                    | role      | REQUIRED
            {"email": "ada@example.org", "role": "KING"}                                    | role      | INVALID
            {"email": "ada@example.org", "role": "VIEWER", "poolId": 1}                     | poolId    | NOT_FOUND
            {"email": "ada@example.org", "role": "VIEWER", "expiresInHours": 0}             | expiresAt | OUT_OF_RANGE
            {"email": "ada@example.org", "role": "VIEWER", "expiresInHours": 721}           | expiresAt | OUT_OF_RANGE
            {"email": "ada@example.org", "role": "VIEWER", "expiresAt": "2020-01-01T00:00:00Z"} | expiresAt | OUT_OF_RANGE
            {"email": "ada@example.org", "role": "VIEWER", "expiresInHours": 2, "expiresAt": "2036-01-01T00:00:00Z"} | expiresInHours | INVALID
            {"email": "ada@example.org", "role": "VIEWER", "allOrNothing": true}            | allOrNothing | INVALID
            {"email": "ada@example.org", "role": "VIEWER", "invites": []}                   | email     | INVALID
            {"role": "VIEWER", "invites": []}                                               | invites   | OUT_OF_RANGE
            {"role": "VIEWER", "invites": [null]}                                           | invites[0] | REQUIRED
            {"email": "ada@example.org", "role": "VIEWER", "state": "ACCEPTED"}             | state     | UNKNOWN_FIELD
            """)
    void whatCannotBeIsRefused(String body, String field, String code) {
        Tenant tenant = tenant();

        Answer refused = admin.post(tenant.path() + "/invites", body).refused(400);

        assertThat(refused.text("/details/0/field")).as(refused.body()).isEqualTo(field);
        assertThat(refused.text("/details/0/code")).isEqualTo(code);
        assertThat(ids(tenant, "")).isEmpty();
    }

    @Test
    void aMessageHasAThousandCharactersAtMost() {
        Tenant tenant = tenant();
        String body = "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\", \"message\": \"%s\"}";

        Answer refused = admin.post(tenant.path() + "/invites", body.formatted("x".repeat(1_001)))
                .refused(400);
        assertThat(refused.text("/details/0/code")).isEqualTo("TOO_LONG");
        admin.post(tenant.path() + "/invites", body.formatted("x".repeat(1_000)))
                .expect(201);
    }

    @Test
    void onlyOwnersInviteOwnersAndNobodyElseComesNearTheirInvites() {
        Tenant tenant = tenant();
        Client administrator = acting(member(tenant, "ADMIN"));
        Client token = somebody("ADMIN", tenant);
        Client owner = acting(member(tenant, "OWNER"));
        String body = "{\"email\": \"ada@example.org\", \"role\": \"%s\"}";

        for (Client lesser : List.of(administrator, token)) {
            lesser.post(tenant.path() + "/invites", body.formatted("OWNER")).refused(403);
        }
        long invite = owner.post(tenant.path() + "/invites", body.formatted("OWNER"))
                .expect(201)
                .at("/data/invite/id")
                .longValue();
        lastLetterWasAnHourAgo(invite);
        for (Client lesser : List.of(administrator, token)) {
            lesser.post(tenant.path() + "/invites", body.formatted("VIEWER")).refused(403);
            for (String act : List.of(
                    "\"resend\", \"email\": \"mine@example.org\"", "\"extend\"", "\"change\", \"role\": \"VIEWER\"")) {
                lesser.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": %s}".formatted(invite, act))
                        .refused(403);
            }
        }
        long other = invited(tenant, "grace@example.org", "VIEWER");
        administrator
                .patch(
                        tenant.path() + "/invites",
                        "{\"inviteId\": %d, \"action\": \"change\", \"role\": \"OWNER\"}".formatted(other))
                .refused(403);
        administrator
                .patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": \"revoke\"}".formatted(invite))
                .expect(200);
    }

    @Test
    void whoIsInvitedKeepsHisInviteAndIsWrittenToAgainAfterTenMinutes() {
        Tenant tenant = tenant();
        String email = address();
        long invite = invited(tenant, email, "VIEWER");
        String body = "{\"email\": \"%s\", \"role\": \"VIEWER\"}".formatted(email.toUpperCase(java.util.Locale.ROOT));
        String secret = secretOf(invite);

        Answer again = admin.post(tenant.path() + "/invites", body).expect(200);
        assertThat(again.text("/data/result")).isEqualTo("REUSED");
        assertThat(again.at("/data/mailed").booleanValue()).isFalse();
        assertThat(again.at("/data/invite/id").longValue()).isEqualTo(invite);
        assertThat(letters(invite)).isEqualTo(1);
        preview(secret).expect(200);

        lastLetterWasAnHourAgo(invite);
        Answer mailed = admin.post(tenant.path() + "/invites", body).expect(200);
        assertThat(mailed.at("/data/mailed").booleanValue()).isTrue();
        assertThat(mailed.at("/data/invite/lettersSent").intValue()).isEqualTo(2);
        assertThat(letters(invite)).isEqualTo(2);
        preview(secret).refused(404);
        assertThat(ids(tenant, "")).containsExactly(invite);
    }

    @Test
    void anotherRoleIsTakenOverAtOnceAndAudited() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "ada@example.org", "VIEWER");
        String request = UUID.randomUUID().toString();

        Answer changed = admin.post(
                        tenant.path() + "/invites",
                        "{\"email\": \"ada@example.org\", \"role\": \"ADMIN\"}",
                        "x-request-id",
                        request)
                .expect(200);

        assertThat(changed.text("/data/invite/role")).isEqualTo("ADMIN");
        assertThat(changed.at("/data/mailed").booleanValue()).isFalse();
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("invite.changed");
            assertThat(row.targetId()).isEqualTo(Long.toString(invite));
            assertThat(row.before()).contains("VIEWER");
            assertThat(row.after()).contains("ADMIN");
        });
    }

    @Test
    void aMemberIsNotInvited() {
        Tenant tenant = tenant();
        Person member = member(tenant, "VIEWER");

        Answer answer = admin.post(
                        tenant.path() + "/invites",
                        "{\"email\": \"%s\", \"role\": \"ADMIN\"}".formatted(member.email()))
                .expect(200);

        assertThat(answer.text("/data/result")).isEqualTo("ALREADY_MEMBER");
        assertThat(answer.at("/data").has("invite")).isFalse();
        assertThat(ids(tenant, "")).isEmpty();
    }

    @Test
    void anExpiredOrRevokedInviteDoesNotStandInTheWayOfAnother() {
        Tenant tenant = tenant();
        long first = invited(tenant, "ada@example.org", "VIEWER");
        over(first);
        long second = invited(tenant, "ada@example.org", "VIEWER");
        act(tenant, second, "revoke").expect(200);
        long third = invited(tenant, "ada@example.org", "VIEWER");

        assertThat(ids(tenant, "")).containsExactly(third, second, first);
        assertThat(admin.get(tenant.path() + "/invites").each("state"))
                .containsExactly("PENDING", "REVOKED", "EXPIRED");
        assertThat(actions(first)).containsExactly("invite.created", "invite.expired");
    }

    @Test
    void manyAreInvitedAtOnceWithAResultForEach() {
        Tenant tenant = tenant();
        Person member = member(tenant, "VIEWER");
        long open = invited(tenant, "open@example.org", "VIEWER");
        Client administrator = acting(member(tenant, "ADMIN"));
        String body = """
                {"role": "VIEWER", "message": "All of you", "invites": [
                   {"email": "new@example.org"},
                   {"email": "manager@example.org", "role": "MANAGER", "message": "You alone"},
                   {"email": "open@example.org"},
                   {"email": "%s"},
                   {"email": "NEW@example.org"},
                   {"email": "new@example.org", "role": "ADMIN"},
                   {"email": "nobody"},
                   {"email": "owner@example.org", "role": "OWNER"},
                   {"email": "OWNER@example.org", "role": "OWNER"}]}
                """.formatted(member.email());

        Answer many = administrator.post(tenant.path() + "/invites", body).expect(201);

        assertThat(many.each("result"))
                .containsExactly(
                        "CREATED",
                        "CREATED",
                        "REUSED",
                        "ALREADY_MEMBER",
                        "REUSED",
                        "INVALID",
                        "INVALID",
                        "INVALID",
                        "INVALID");
        assertThat(many.text("/data/1/invite/role")).isEqualTo("MANAGER");
        assertThat(many.text("/data/1/invite/message")).isEqualTo("You alone");
        assertThat(many.text("/data/0/invite/message")).isEqualTo("All of you");
        assertThat(many.at("/data/2/invite/id").longValue()).isEqualTo(open);
        assertThat(many.at("/data/4/invite/id")).isEqualTo(many.at("/data/0/invite/id"));
        assertThat(List.of(
                        many.text("/data/5/error/code"),
                        many.text("/data/6/error/code"),
                        many.text("/data/7/error/code"),
                        many.text("/data/8/error/code")))
                .containsExactly("CONTRADICTION", "INVALID", "DENIED", "DENIED");
        assertThat(many.at("/meta/created").intValue()).isEqualTo(2);
        assertThat(many.at("/meta/reused").intValue()).isEqualTo(2);
        assertThat(many.at("/meta/alreadyMembers").intValue()).isEqualTo(1);
        assertThat(many.at("/meta/invalid").intValue()).isEqualTo(4);
        assertThat(ids(tenant, "")).hasSize(3);
    }

    @Test
    void allOrNothingInvitesNobodyWhenSomebodyCannotBe() {
        Tenant tenant = tenant();
        String body = """
                {"role": "VIEWER", "allOrNothing": true, "invites": [{"email": "new@example.org"}, {"email": "%s"}]}
                """;

        Answer refused =
                admin.post(tenant.path() + "/invites", body.formatted("nobody")).refused(400);

        assertThat(refused.wrongFields()).containsExactly("invites[1].email");
        assertThat(ids(tenant, "")).isEmpty();
        admin.post(tenant.path() + "/invites", body.formatted("other@example.org"))
                .expect(201);
        assertThat(ids(tenant, "")).hasSize(2);
    }

    @Test
    void aThousandAreInvitedInOneRequestWithALetterAndAnEventForEachAndNoMoreAreTaken() {
        Tenant tenant = tenant();
        String request = UUID.randomUUID().toString();
        String thousand = IntStream.range(0, 1_000)
                .mapToObj("{\"email\": \"person%d@bulk.invalid\"}"::formatted)
                .collect(Collectors.joining(","));
        String body = "{\"role\": \"VIEWER\", \"invites\": [%s]}";

        long begun = System.nanoTime();
        Answer many = admin.post(tenant.path() + "/invites", body.formatted(thousand), "x-request-id", request)
                .expect(201);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(many.at("/meta/created").intValue()).isEqualTo(1_000);
        assertThat(took).isLessThan(Duration.ofSeconds(30));
        assertThat(audit(request)).hasSize(1_000);
        assertThat(database.sql("select count(*) from mail_message where organization_id = :id and kind = 'INVITE'")
                        .param("id", tenant.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1_000);
        assertThat(many.text("/data/999/invite/email")).isEqualTo("person999@bulk.invalid");
        admin.post(tenant.path() + "/invites", body.formatted(thousand + ",{\"email\": \"one@bulk.invalid\"}"))
                .refused(400);
        Answer again =
                admin.post(tenant.path() + "/invites", body.formatted(thousand)).expect(200);
        assertThat(again.at("/meta/reused").intValue()).isEqualTo(1_000);
        assertThat(ids(tenant, "?limit=1")).hasSize(1);
    }

    @Test
    void oneAddressHasOneOpenInviteHoweverManyInviteItAtOnce() {
        Tenant tenant = tenant();
        String body = "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\"}";

        List<Integer> statuses = IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> admin.post(tenant.path() + "/invites", body).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).startsWith(200).endsWith(201).containsOnlyOnce(201);
        assertThat(ids(tenant, "")).hasSize(1);
    }

    @Test
    void aKeySendsOnce() {
        Tenant tenant = tenant();
        String body = "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\"}";
        String key = UUID.randomUUID().toString();

        Answer first = admin.post(tenant.path() + "/invites", body, "Idempotency-Key", key)
                .expect(201);
        Answer second = admin.post(tenant.path() + "/invites", body, "Idempotency-Key", key)
                .expect(201);

        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(letters(first.text("/data/invite/id"))).isEqualTo(1);
    }

    private List<Long> ids(Tenant tenant, String query) {
        return admin.get(tenant.path() + "/invites" + query).expect(200).each("id").stream()
                .map(Long::valueOf)
                .toList();
    }

    private Answer act(Tenant tenant, long invite, String act) {
        return admin.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": \"%s\"}".formatted(invite, act));
    }

    private Answer preview(String secret) {
        return nobody.get("/api/organizations/invites/accept?token=" + secret);
    }

    private void over(long invite) {
        database.sql("update organization_invite set expires_at = now(6) - interval 1 minute where id = :id")
                .param("id", invite)
                .update();
    }

    private void lastLetterWasAnHourAgo(long invite) {
        database.sql("update organization_invite set last_sent_at = last_sent_at - interval 1 hour where id = :id")
                .param("id", invite)
                .update();
    }

    private long letters(Object invite) {
        return database.sql("select count(*) from mail_message where kind = 'INVITE' and subject_id = :id")
                .param("id", invite)
                .query(Long.class)
                .single();
    }

    private List<String> actions(long invite) {
        return database.sql(
                        "select action from audit_event where target_type = 'invite' and target_id = :id order by id")
                .param("id", Long.toString(invite))
                .query(String.class)
                .list();
    }

    private static String address() {
        return UUID.randomUUID() + "@example.org";
    }
}
