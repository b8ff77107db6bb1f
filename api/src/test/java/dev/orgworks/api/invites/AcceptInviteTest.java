package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What whoever has the link of an invite can do with it. */
class AcceptInviteTest extends ApiTest {

    private static final String ROUTE = "/api/organizations/invites/accept";
    private static final String PASSWORD = "a long enough password";

    @Test
    void aPreviewShowsWhoInvitesWhereToAndAsWhatButNoIdsAndNotTheWholeAddress() {
        Tenant tenant = tenant();
        Person inviter = member(tenant, "ADMIN");
        long invite = acting(inviter)
                .post(
                        tenant.path() + "/invites",
                        "{\"email\": \"ada.lovelace@example.org\", \"role\": \"MANAGER\", \"message\": \"Welcome\"}")
                .expect(201)
                .at("/data/invite/id")
                .longValue();

        Answer preview = preview(secretOf(invite)).expect(200);

        assertThat(preview.at("/data").propertyNames())
                .containsExactlyInAnyOrder(
                        "kind", "organization", "inviter", "role", "email", "domains", "message", "seat", "expiresAt");
        assertThat(preview.text("/data/kind")).isEqualTo("INVITE");
        assertThat(preview.text("/data/organization"))
                .isEqualTo(admin.get(tenant.path()).text("/data/name"));
        assertThat(preview.text("/data/inviter")).isEqualTo("Ada Lovelace");
        assertThat(preview.text("/data/role")).isEqualTo("MANAGER");
        assertThat(preview.text("/data/email")).isEqualTo("a•••@example.org");
        assertThat(preview.text("/data/message")).isEqualTo("Welcome");
        assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
        assertThat(preview.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ACCEPTED, 410, 200
            REVOKED,  410, 410
            EXPIRED,  410, 410
            BOUNCED,  410, 410
            """)
    void aLinkThatLeadsNowhereAnyMoreSaysWhy(String state, int preview, int accept) {
        Tenant tenant = tenant();
        long invite = invited(tenant, address(), "VIEWER");
        String secret = secretOf(invite);
        database.sql("update organization_invite set "
                        + (state.equals("EXPIRED")
                                ? "expires_at = now(6) - interval 1 second"
                                : "state = '" + state + "', ended_at = now(6)")
                        + " where id = :id")
                .param("id", invite)
                .update();

        assertThat(preview(secret).refused(preview).text("/code")).isEqualTo("INVITE_" + state);
        Answer accepted = accept(secret, names());
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(accept);
        if (accept == 410) {
            assertThat(accepted.refused(410).text("/code")).isEqualTo("INVITE_" + state);
        }
        assertThat(members(tenant)).isEqualTo(1);
    }

    @Test
    void aLinkThatNeverWasOneIsUnknownAndNotRepeated() {
        for (Answer unknown : List.of(preview("orgw_unknown"), accept("orgw_unknown", names()))) {
            assertThat(unknown.refused(404).body()).doesNotContain("orgw_unknown");
        }
        nobody.get(ROUTE).refused(400);
        nobody.post(ROUTE, "{}").refused(400);
        nobody.post(ROUTE, "{\"token\": \"" + "x".repeat(201) + "\"}").refused(400);
        nobody.post(ROUTE, "{\"token\": \"x\", \"role\": \"OWNER\"}").refused(400);
    }

    @Test
    void anOrganizationThatWasDeletedTakesNobody() {
        Tenant tenant = tenant();
        String secret = secretOf(invited(tenant, address(), "VIEWER"));
        admin.delete(tenant.path()).expect(200);

        for (Answer gone : List.of(preview(secret), accept(secret, names()))) {
            assertThat(gone.refused(410).text("/code")).isEqualTo("ORGANIZATION_DELETED");
        }
    }

    @Test
    void whoHasNoAccountGetsOneByHisNamesAndSignsInWithHisPassword() {
        Tenant tenant = tenant();
        String email = address();
        long invite = invited(tenant, email, "MANAGER");
        String secret = secretOf(invite);
        String request = UUID.randomUUID().toString();

        Answer nameless = accept(secret, "\"lastName\": \" \"").refused(400);
        assertThat(nameless.wrongFields()).containsExactly("firstName", "lastName");
        assertThat(nameless.text("/details/0/code")).isEqualTo("NEEDS_NAME");
        accept(secret, names() + ", \"password\": \"short\"").refused(400);

        Answer accepted = nobody.post(
                        ROUTE,
                        "{\"token\": \"%s\", %s, \"password\": \"%s\"}".formatted(secret, names(), PASSWORD),
                        "x-request-id",
                        request)
                .expect(200);

        assertThat(accepted.at("/data/organization/id").longValue()).isEqualTo(tenant.id());
        assertThat(accepted.text("/data/role")).isEqualTo("MANAGER");
        assertThat(accepted.at("/data/accountMade").booleanValue()).isTrue();
        assertThat(accepted.at("/data/learner").booleanValue()).isFalse();
        assertThat(audit(request))
                .extracting(AuditRow::action)
                .containsExactly("user.created", "member.added", "invite.accepted");
        assertThat(audit(request)).allSatisfy(row -> {
            assertThat(row.actor()).isEqualTo("invite:" + invite);
            assertThat(row.before() + row.after()).doesNotContain(PASSWORD).doesNotContain("orgw_");
        });
        Answer session = nobody.post(
                        "/api/session", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD))
                .expect(200);
        assertThat(session.at("/data/mustChangePassword").booleanValue()).isFalse();
        assertThat(session.text("/data/user/role")).isEqualTo("MEMBER");
        assertThat(session.text("/data/user/firstName")).isEqualTo("Grace");
        Answer list = admin.get(tenant.path() + "/invites").expect(200);
        assertThat(list.text("/data/0/state")).isEqualTo("ACCEPTED");
        assertThat(list.text("/data/0/acceptedBy")).isEqualTo(session.text("/data/user/id"));
    }

    @Test
    void whoHasAnAccountJoinsWithItAndNoLinkSetsItsPassword() {
        Tenant tenant = tenant();
        Person person = person("SALES");
        String secret = secretOf(invited(tenant, person.email().toUpperCase(java.util.Locale.ROOT), "VIEWER"));

        assertThat(accept(secret, "\"password\": \"%s\"".formatted(PASSWORD))
                        .refused(409)
                        .text("/code"))
                .isEqualTo("ACCOUNT_EXISTS");
        acting(person).get(tenant.path()).refused(404);
        Answer accepted = accept(secret, "\"firstName\": \"Somebody else\"").expect(200);

        assertThat(accepted.at("/data/accountMade").booleanValue()).isFalse();
        acting(person).get(tenant.path()).expect(200);
        Answer user = admin.get("/api/users/" + person.id()).expect(200);
        assertThat(user.text("/data/firstName")).isEqualTo("Ada");
        assertThat(user.at("/data/hasPassword").booleanValue()).isFalse();
        assertThat(user.text("/data/role")).isEqualTo("SALES");
    }

    @Test
    void aMembersHigherRoleStaysAndALowerOneIsRaised() {
        Tenant tenant = tenant();
        Person person = person("MEMBER");
        String low = secretOf(invited(tenant, person.email(), "MANAGER"));
        admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"ADMIN\"}")
                .expect(201);

        accept(low, "").expect(200);
        assertThat(role(tenant, person)).isEqualTo("ADMIN");

        admin.delete(tenant.path() + "/members/" + person.id()).expect(200);
        String high = secretOf(invited(tenant, person.email(), "ADMIN"));
        admin.put(tenant.path() + "/members/" + person.id(), "{\"role\": \"VIEWER\"}")
                .expect(201);
        accept(high, "").expect(200);
        assertThat(role(tenant, person)).isEqualTo("ADMIN");
    }

    @Test
    void anInactiveAccountDoesNotJoin() {
        Tenant tenant = tenant();
        Person person = person("MEMBER");
        String secret = secretOf(invited(tenant, person.email(), "VIEWER"));
        admin.patch("/api/users/" + person.id(), "{\"active\": false}").expect(200);

        assertThat(accept(secret, "").refused(403).text("/code")).isEqualTo("USER_INACTIVE");
        assertThat(admin.get(tenant.path() + "/invites").text("/data/0/state")).isEqualTo("PENDING");
    }

    @Test
    void whoIsSignedInAsSomebodyElseDoesNotAcceptForHim() {
        Tenant tenant = tenant();
        Person invited = person("MEMBER");
        Person other = person("MEMBER");
        String secret = secretOf(invited(tenant, invited.email(), "VIEWER"));
        String body = "{\"token\": \"%s\"}".formatted(secret);

        assertThat(acting(other).post(ROUTE, body).refused(409).text("/code")).isEqualTo("INVITE_FOR_SOMEBODY_ELSE");
        assertThat(members(tenant)).isEqualTo(1);
        acting(invited).post(ROUTE, body).expect(200);
        acting(other).post(ROUTE, body).refused(409);
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    void theSameLinkAgainHasTheSameOutcomeAndChangesNothing() {
        Tenant tenant = tenant();
        String secret = secretOf(invited(tenant, address(), "VIEWER"));
        String more = names() + ", \"password\": \"%s\"".formatted(PASSWORD);
        Answer first = accept(secret, more).expect(200);
        long events = events(tenant);

        Answer second = accept(secret, more).expect(200);
        Answer third = accept(secret, "").expect(200);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(third.body()).isEqualTo(first.body());
        assertThat(events(tenant)).isEqualTo(events);
    }

    @Test
    void aHundredWhoAcceptAtOnceMakeOneUserOneMemberAndOneSeat() throws Exception {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5, "REFUSE");
        String email = address();
        String secret = secretOf(invitedToSeat(tenant, email, pool));
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Answer> answers = IntStream.range(0, 100)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> accept(secret, names()), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.expect(200).body())
                            .isEqualTo(answers.get(0).body()));
        } finally {
            threads.shutdown();
        }
        assertThat(count("select count(*) from platform_user where email = '%s'".formatted(email)))
                .isEqualTo(1);
        assertThat(members(tenant)).isEqualTo(2);
        assertThat(count("select count(*) from license_seat where pool_id = " + pool))
                .isEqualTo(1);
        assertThat(count("select used from license_pool where id = " + pool)).isEqualTo(1);
        assertThat(count("select count(*) from learner where organization_id = " + tenant.id()))
                .isEqualTo(1);
        assertThat(count("select count(*) from audit_event where action = 'invite.accepted' and organization_id = "
                        + tenant.id()))
                .isEqualTo(1);
    }

    @Test
    void oneAddressThatJoinsTwoOrganizationsAtOnceBecomesOneUser() {
        for (int round = 0; round < 10; round++) {
            String email = address();
            List<String> secrets =
                    List.of(secretOf(invited(tenant(), email, "VIEWER")), secretOf(invited(tenant(), email, "VIEWER")));

            List<Answer> answers = secrets.stream()
                    .map(secret -> CompletableFuture.supplyAsync(() -> accept(secret, names())))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();

            assertThat(answers).allSatisfy(answer -> answer.expect(200));
            assertThat(count("""
                            select count(*) from membership m join platform_user u on u.id = m.user_id where u.email = '%s'
                            """.formatted(email))).isEqualTo(2);
        }
    }

    @Test
    void whoWasPromisedASeatGetsItAsALearner() {
        Tenant tenant = tenant();
        String email = address();
        String secret = secretOf(invitedToSeat(tenant, email, pool(tenant, 1, "REFUSE")));
        assertThat(preview(secret).at("/data/seat").booleanValue()).isTrue();

        Answer accepted = accept(secret, names()).expect(200);

        assertThat(accepted.text("/data/seat")).isEqualTo("GIVEN");
        assertThat(accepted.at("/data/learner").booleanValue()).isTrue();
        Answer learner = admin.get(tenant.path() + "/learners").expect(200);
        assertThat(learner.text("/data/0/email")).isEqualTo(email);
        assertThat(learner.text("/data/0/firstName")).isEqualTo("Grace");
        assertThat(admin.get(tenant.path() + "/invites").text("/data/0/seat")).isEqualTo("GIVEN");
    }

    @Test
    void whoIsInvitedAsALearnerAloneBecomesOneWithoutASeat() {
        Tenant tenant = tenant();
        long invite = admin.post(
                        tenant.path() + "/invites",
                        "{\"email\": \"%s\", \"role\": \"VIEWER\", \"asLearner\": true}".formatted(address()))
                .expect(201)
                .at("/data/invite/id")
                .longValue();

        Answer accepted = accept(secretOf(invite), names()).expect(200);

        assertThat(accepted.at("/data/learner").booleanValue()).isTrue();
        assertThat(accepted.text("/data/seat")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            REFUSE,   1, +1,  NO_SEAT_LEFT
            WAITLIST, 1, +1,  WAITING
            REFUSE,   2, -40, POOL_EXPIRED
            """)
    void aSeatThatCannotBeGivenDoesNotTurnTheMemberAway(String overage, int total, int days, String seat) {
        Tenant tenant = tenant();
        long pool = pool(tenant, total, overage);
        accept(secretOf(invitedToSeat(tenant, address(), pool)), names()).expect(200);
        String secret = secretOf(invitedToSeat(tenant, address(), pool));
        database.sql("update license_pool set expires_at = now(6) + interval :days day where id = :id")
                .param("days", days)
                .param("id", pool)
                .update();

        Answer accepted = accept(secret, names()).expect(200);

        assertThat(accepted.text("/data/seat")).isEqualTo(seat);
        assertThat(accepted.at("/data/learner").booleanValue()).isTrue();
        assertThat(members(tenant)).isEqualTo(3);
        assertThat(accept(secret, names()).text("/data/seat")).isEqualTo(seat);
    }

    @Test
    void anAddressOfSeveralLearnersIsNoReasonEither() {
        Tenant tenant = tenant();
        imported(
                tenant,
                "user_id,login_id,email,status\nA,ada,both@example.org,active\nB,bob,both@example.org,active\n");
        String secret = secretOf(invitedToSeat(tenant, "both@example.org", pool(tenant, 1, "REFUSE")));

        Answer accepted = accept(secret, names()).expect(200);

        assertThat(accepted.text("/data/seat")).isEqualTo("SEVERAL_LEARNERS");
        assertThat(accepted.at("/data/learner").booleanValue()).isFalse();
        assertThat(members(tenant)).isEqualTo(2);
    }

    @Test
    void aSessionOfTheSameBrowserNeedsItsTokenAgainstForgery() {
        Tenant tenant = tenant();
        String secret = secretOf(invited(tenant, address(), "VIEWER"));
        String email = address();
        accept(secretOf(invited(tenant, email, "VIEWER")), names() + ", \"password\": \"%s\"".formatted(PASSWORD))
                .expect(200);
        Answer session = nobody.post(
                        "/api/session", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD))
                .expect(200);
        String cookie = session.header("set-cookie").replaceAll(";.*", "");
        String body = "{\"token\": \"%s\", %s}".formatted(secret, names());

        nobody.post(ROUTE, body, "Cookie", cookie).refused(403);
        assertThat(nobody.post(ROUTE, body, "Cookie", cookie, "X-CSRF-TOKEN", session.text("/data/csrfToken"))
                        .refused(409)
                        .text("/code"))
                .isEqualTo("INVITE_FOR_SOMEBODY_ELSE");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theSecretIsInNoTableAndNotInTheLog(CapturedOutput log) {
        Tenant tenant = tenant();
        String secret = secretOf(invited(tenant, address(), "VIEWER"));
        preview(secret).expect(200);
        preview(secret + "x").refused(404);
        accept(secret, "").refused(400);
        accept(secret, names()).expect(200);
        preview(secret).refused(410);

        String end = secret.substring("orgw_".length());
        assertThat(log.getAll()).contains("GET " + ROUTE + " 200").doesNotContain(end);
        for (String column : database.sql("""
                        select concat('select count(*) from `', table_name, '` where `', column_name, '` like :end')
                        from information_schema.columns
                        where table_schema = database() and data_type in ('varchar', 'longtext', 'text', 'mediumtext', 'char')
                        """).query(String.class).list()) {
            assertThat(database.sql(column)
                            .param("end", "%" + end + "%")
                            .query(Long.class)
                            .single())
                    .as(column)
                    .isZero();
        }
    }

    private Answer preview(String secret) {
        return nobody.get(ROUTE + "?token=" + secret);
    }

    private Answer accept(String secret, String more) {
        return nobody.post(ROUTE, "{\"token\": \"%s\"%s}".formatted(secret, more.isEmpty() ? "" : ", " + more));
    }

    private static String names() {
        return "\"firstName\": \"Grace\", \"lastName\": \"Hopper\"";
    }

    private static String address() {
        return UUID.randomUUID() + "@example.org";
    }

    private long invitedToSeat(Tenant tenant, String email, long pool) {
        return admin.post(
                        tenant.path() + "/invites",
                        "{\"email\": \"%s\", \"role\": \"VIEWER\", \"poolId\": %d}".formatted(email, pool))
                .expect(201)
                .at("/data/invite/id")
                .longValue();
    }

    private long pool(Tenant tenant, int total, String overage) {
        return seats(tenant, total, "{\"name\": \"Courses\", \"overage\": \"%s\"}".formatted(overage));
    }

    private long members(Tenant tenant) {
        return admin.get(tenant.path() + "/members")
                .expect(200)
                .at("/meta/total")
                .longValue();
    }

    private String role(Tenant tenant, Person person) {
        return database.sql("select role from membership where organization_id = :organization and user_id = :user")
                .param("organization", tenant.id())
                .param("user", person.id())
                .query(String.class)
                .single();
    }

    private long events(Tenant tenant) {
        return count("select count(*) from audit_event where organization_id = " + tenant.id());
    }

    private long count(String sql) {
        return database.sql(sql).query(Long.class).single();
    }
}
