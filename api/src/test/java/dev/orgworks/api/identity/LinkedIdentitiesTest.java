package dev.orgworks.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.api.testing.TestIssuer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** JWTs whose bearer is a user of the platform. */
class LinkedIdentitiesTest extends ApiTest {

    private final String email = "Ada." + UUID.randomUUID() + "@example.org";
    private final String subject = "sub-" + UUID.randomUUID();

    @Test
    void whoseVerifiedEmailIsAUsersActsAsThatUserWithHisMemberships() {
        long user = user(email, true);
        Tenant own = tenant();
        Tenant other = tenant();
        join(user, own, "MANAGER");
        join(user, other, "VIEWER");
        Tenant foreign = tenant();
        Client ada = openid(subject, Map.of("email", email.toUpperCase(Locale.ROOT), "email_verified", true));

        Answer first = ada.get("/api/organizations").expect(200);

        assertThat(first.each("id")).containsExactlyInAnyOrder(String.valueOf(own.id()), String.valueOf(other.id()));
        assertThat(audit(first.header("x-request-id"))).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("identity.linked");
            assertThat(event.actor())
                    .isEqualTo("jwt:" + TestIssuer.OPENID.uri().substring("http://".length()) + ":" + subject);
            assertThat(event.targetId()).isEqualTo(String.valueOf(user));
        });
        assertThat(audit(ada.get("/api/organizations").expect(200).header("x-request-id")))
                .isEmpty();
        ada.patch(own.path() + "/learners", "{\"changes\": []}").refused(400);
        ada.patch(other.path() + "/learners", "{\"changes\": []}").refused(403);
        ada.get(foreign.path()).refused(404);
    }

    @Test
    void onceLinkedTheSubjectCountsAndNoLongerTheEmail() {
        long user = user(email, true);
        Tenant own = tenant();
        join(user, own, "VIEWER");
        Map<String, Object> verified = Map.of("email", email, "email_verified", true);
        openid(subject, verified).get(own.path()).expect(200);

        openid(subject, Map.of()).get(own.path()).expect(200);
        openid(subject + "-who-was-given-the-address-later", verified)
                .get(own.path())
                .refused(404);
        database.sql("update platform_user set email_key = :other where id = :user")
                .param("other", UUID.randomUUID() + "@example.org")
                .param("user", user)
                .update();
        openid(subject, verified).get(own.path()).expect(200);
    }

    @Test
    void anEmailThatIsNotVerifiedLinksNobody() {
        long user = user(email, true);
        Tenant own = tenant();
        join(user, own, "ADMIN");

        openid(subject, Map.of("email", email)).get(own.path()).refused(404);
        openid(subject, Map.of("email", email, "email_verified", false))
                .get(own.path())
                .refused(404);
        openid(subject, Map.of("email", email, "email_verified", "true"))
                .get(own.path())
                .refused(404);
        assertThat(links(user)).isZero();
    }

    @Test
    void anIssuerWithoutTheSettingLinksNobody() {
        long user = user(email, true);
        Tenant own = tenant();
        join(user, own, "ADMIN");

        clerk(subject, Map.of("email", email, "email_verified", true))
                .get(own.path())
                .refused(404);
        assertThat(links(user)).isZero();
    }

    @Test
    void anInactiveUserGetsInNeitherByAnOldLinkNorByANewOne() {
        long user = user(email, true);
        Map<String, Object> verified = Map.of("email", email, "email_verified", true);
        openid(subject, verified).get("/api/organizations").expect(200);
        database.sql("update platform_user set active = false where id = :user")
                .param("user", user)
                .update();
        nodeForgets();

        openid(subject, verified).get("/api/organizations").refused(401);

        long another = user("other-" + email, false);
        openid("other-" + subject, Map.of("email", "other-" + email, "email_verified", true))
                .get("/api/organizations")
                .expect(200);
        assertThat(links(another)).isZero();
    }

    @Test
    void aLinkedAdministratorOfThePlatformIsThat() {
        long user = user(email, true);
        database.sql("update platform_user set role = 'ADMIN' where id = :user")
                .param("user", user)
                .update();
        link(TestIssuer.CLERK, user);
        Tenant any = tenant();

        clerk(subject, Map.of()).get(any.path()).expect(200);
        clerk(subject, Map.of()).get("/api/tokens").expect(200);
    }

    @Test
    void aLinkedUserOwnsTheOrganizationThatHisSessionMakes() {
        long user = user(email, true);
        link(TestIssuer.CLERK, user);
        String clerkId = "org_" + UUID.randomUUID().toString().replace("-", "");
        Client ada = clerk(subject, Map.of("org_id", clerkId, "org_role", "org:member"));

        String orgId = ada.post("/api/orgs/create", "{}").expect(200).text("/data/orgId");

        assertThat(ada.get("/api/organizations").expect(200).each("uuid")).containsExactly(orgId);
        assertThat(database.sql("""
                        select m.role from membership m join organization o on o.id = m.organization_id
                        where o.clerk_id = :clerk and m.user_id = :user
                        """)
                        .param("clerk", clerkId)
                        .param("user", user)
                        .query(String.class)
                        .single())
                .isEqualTo("OWNER");
        assertThat(database.sql("""
                        select count(*) from active_organization a join organization o on o.id = a.organization_id
                        where o.clerk_id = :clerk and a.user_id = :user
                        """)
                        .param("clerk", clerkId)
                        .param("user", user)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void anOpenIdSessionReachesTheOrganizationThatItsClaimNames() {
        Tenant own = tenant();
        Tenant foreign = tenant();

        for (Object organization : new Object[] {own.uuid(), own.id(), String.valueOf(own.id())}) {
            Client manager = openid(subject, Map.of("organization", organization, "role", "staff"));
            manager.get(own.path()).expect(200);
            manager.get(foreign.path()).refused(404);
            manager.get("/api/tokens").refused(403);
        }
        for (Object nothing : new Object[] {"0", "no organization", "*", List.of(own.id())}) {
            openid(subject, Map.of("organization", nothing, "role", "owner"))
                    .get(own.path())
                    .refused(404);
        }
    }

    private long user(String address, boolean active) {
        database.sql("""
                        insert into platform_user (first_name, last_name, email, email_key, role, active, created_at, updated_at)
                        values ('Ada', 'Lovelace', :email, lower(:email), 'MEMBER', :active, now(6), now(6))
                        """).param("email", address).param("active", active).update();
        return database.sql("select id from platform_user where email_key = lower(:email)")
                .param("email", address)
                .query(Long.class)
                .single();
    }

    private void join(long user, Tenant tenant, String role) {
        database.sql("""
                        insert into membership (organization_id, user_id, role, created_at)
                        values (:organization, :user, :role, now(6))
                        """)
                .param("organization", tenant.id())
                .param("user", user)
                .param("role", role)
                .update();
    }

    private void link(TestIssuer issuer, long user) {
        database.sql("""
                        insert into platform_identity (issuer, subject, user_id, created_at)
                        values (:issuer, :subject, :user, now(6))
                        """)
                .param("issuer", issuer.uri())
                .param("subject", subject)
                .param("user", user)
                .update();
    }

    private long links(long user) {
        return database.sql("select count(*) from platform_identity where user_id = :user")
                .param("user", user)
                .query(Long.class)
                .single();
    }

    private Client openid(String sub, Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>(special);
        all.put("aud", "orgworks");
        return holder(TestIssuer.OPENID, sub, all);
    }

    private Client clerk(String sub, Map<String, Object> special) {
        return holder(TestIssuer.CLERK, sub, special);
    }

    private Client holder(TestIssuer issuer, String sub, Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>(special);
        all.put("iss", issuer.uri());
        all.put("sub", sub);
        all.put("exp", Instant.now().getEpochSecond() + 60);
        return admin.with(issuer.token(all));
    }
}
