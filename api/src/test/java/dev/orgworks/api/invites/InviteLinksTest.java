package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.domain.users.TokenSecret;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links for many, by which whoever has one asks for an invite. */
class InviteLinksTest extends ApiTest {

    private static final String ROUTE = "/api/organizations/invites/accept";

    @Test
    void aPreviewShowsWhereItLeadsAndForWhom() {
        Tenant tenant = tenant();
        String secret = link(tenant, "MANAGER", "[\"example.org\"]", 5);

        for (Answer preview : List.of(
                nobody.get(ROUTE + "?token=" + secret),
                nobody.post(ROUTE + "/preview", "{\"token\": \"%s\"}".formatted(secret)))) {
            preview.expect(200);
            assertThat(preview.text("/data/kind")).isEqualTo("LINK");
            assertThat(preview.text("/data/role")).isEqualTo("MANAGER");
            assertThat(preview.text("/data/domains/0")).isEqualTo("example.org");
            assertThat(preview.text("/data/email")).isEmpty();
        }
    }

    @Test
    void whoAsksIsSentAnInviteAndIsNoMemberBeforeHeFollowsThat() {
        Tenant tenant = tenant();
        String secret = link(tenant, "MANAGER", null, 5);
        String email = UUID.randomUUID() + "@example.org";
        String request = UUID.randomUUID().toString();

        Answer asked = nobody.post(
                        ROUTE,
                        "{\"token\": \"%s\", \"email\": \"%s\"}".formatted(secret, email),
                        "x-request-id",
                        request)
                .expect(202);

        assertThat(asked.body()).doesNotContain(email);
        Answer list = admin.get(tenant.path() + "/invites").expect(200);
        assertThat(list.text("/data/0/email")).isEqualTo(email);
        assertThat(list.text("/data/0/role")).isEqualTo("MANAGER");
        assertThat(list.text("/data/0/state")).isEqualTo("PENDING");
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("invite.created");
            assertThat(row.actor()).startsWith("inviteLink:");
        });
        assertThat(admin.get(tenant.path() + "/members").at("/meta/total").intValue())
                .isEqualTo(1);
        assertThat(uses(secret)).isEqualTo(1);
        ask(secret, email).expect(202);
        assertThat(uses(secret)).isEqualTo(1);
    }

    @Test
    void whoeverAsksForAMemberOrSomebodyInvitedHearsAndCountsTheSame() {
        Tenant tenant = tenant();
        Person member = member(tenant, "VIEWER");
        invited(tenant, "invited@example.org", "ADMIN");
        String secret = link(tenant, "MANAGER", null, 5);

        String unknown = ask(secret, "unknown@example.org").expect(202).body();
        assertThat(ask(secret, member.email()).expect(202).body()).isEqualTo(unknown);
        assertThat(ask(secret, "invited@example.org").expect(202).body()).isEqualTo(unknown);

        assertThat(uses(secret)).isEqualTo(3);
        Answer list = admin.get(tenant.path() + "/invites").expect(200);
        assertThat(list.each("email")).containsExactly("unknown@example.org", "invited@example.org");
        assertThat(list.each("role")).containsExactly("MANAGER", "ADMIN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ["example.org"]   | ada@example.org      | 202
            ["example.org"]   | ada@Example.ORG      | 202
            ["example.org"]   | ada@sub.example.org  | 403
            ["example.org"]   | ada@evilexample.org  | 403
            ["*.example.org"] | ada@sub.example.org  | 202
            ["*.example.org"] | ada@evilexample.org  | 403
            ["example.org"]   | example.org          | 400
            """)
    void aLinkTakesAddressesOfItsDomainsAlone(String domains, String email, int status) {
        String secret = link(tenant(), "VIEWER", domains, 5);

        Answer answer = ask(secret, email);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.text("/code")).isEqualTo("WRONG_DOMAIN");
        }
        assertThat(uses(secret)).isEqualTo(status == 202 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            revoked_at = now(6),                    INVITE_REVOKED
            expires_at = now(6) - interval 1 second, INVITE_EXPIRED
            uses = max_uses,                        INVITE_USED_UP
            """)
    void aLinkThatLeadsNowhereAnyMoreSaysWhy(String change, String code) {
        Tenant tenant = tenant();
        String secret = link(tenant, "VIEWER", null, 5);
        database.sql("update provisioning_token set " + change + " where hash = :hash")
                .param("hash", new TokenSecret(secret).hash())
                .update();

        for (Answer gone : List.of(nobody.get(ROUTE + "?token=" + secret), ask(secret, "ada@example.org"))) {
            assertThat(gone.refused(410).text("/code")).isEqualTo(code);
        }
        assertThat(admin.get(tenant.path() + "/invites").at("/meta/total").intValue())
                .isZero();
    }

    @Test
    void aTokenOfAnotherKindIsNoLinkAndAnAddressIsNeeded() {
        Tenant tenant = tenant();
        String secret = link(tenant, "VIEWER", null, 5);
        nobody.post(ROUTE, "{\"token\": \"%s\"}".formatted(secret)).refused(400);
        database.sql("update provisioning_token set kind = 'SCIM' where organization_id = :id")
                .param("id", tenant.id())
                .update();

        nobody.get(ROUTE + "?token=" + secret).refused(404);
        ask(secret, "ada@example.org").refused(400);
        String own = secretOf(invited(tenant, "ada@example.org", "VIEWER"));
        ask(own, "ada@example.org").refused(400);
    }

    @Test
    void ofFiftyWhoAskAtOnceNoMoreAreInvitedThanTheLinkAllows() {
        Tenant tenant = tenant();
        String secret = link(tenant, "VIEWER", null, 10);

        List<Integer> statuses = IntStream.range(0, 50)
                .mapToObj(number -> CompletableFuture.supplyAsync(() ->
                        ask(secret, "person%d@example.org".formatted(number)).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses.stream().filter(status -> status == 202)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 410)).hasSize(40);
        assertThat(admin.get(tenant.path() + "/invites").at("/meta/total").intValue())
                .isEqualTo(10);
        assertThat(uses(secret)).isEqualTo(10);
    }

    private Answer ask(String secret, String email) {
        return nobody.post(ROUTE, "{\"token\": \"%s\", \"email\": \"%s\"}".formatted(secret, email));
    }

    private long uses(String secret) {
        return database.sql("select uses from provisioning_token where hash = :hash")
                .param("hash", new TokenSecret(secret).hash())
                .query(Long.class)
                .single();
    }

    private String link(Tenant tenant, String role, @Nullable String domains, int mostUses) {
        TokenSecret secret = TokenSecret.random();
        database.sql("""
                        insert into provisioning_token (organization_id, kind, label, role, domains, hash, hint, max_uses,
                                                        expires_at, created_by, created_at, updated_at)
                        values (:organization, 'INVITE_LINK', 'of a test', :role, :domains, :hash, :hint, :most,
                                now(6) + interval 1 day, 'a test', now(6), now(6))
                        """)
                .param("organization", tenant.id())
                .param("role", role)
                .param("domains", domains)
                .param("hash", secret.hash())
                .param("hint", secret.hint())
                .param("most", mostUses)
                .update();
        return secret.text();
    }
}
