package dev.orgworks.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are handed out: made, seen, changed. */
class ProvisioningTest extends Handouts {

    @Test
    void aTokenShowsItsSecretAndItsAddressesOnce() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);

        Answer made = somebody("MANAGER", tenant)
                .post(tenant.path() + "/provisioning", """
                        {"kind": "LICENSE", "label": " Class 7b ", "poolId": %d, "maxUses": 30,
                         "domains": ["Example.ORG", "@school.example", "*.bücher.example."]}
                        """.formatted(pool))
                .expect(201);

        String secret = made.text("/data/token");
        assertThat(secret).matches("orgw_[A-Za-z0-9_-]{43}");
        assertThat(made.text("/data/url")).isEqualTo("http://localhost:8080/claim#" + secret);
        assertThat(made.header("cache-control")).contains("no-store");
        assertThat(made.text("/data/label")).isEqualTo("Class 7b");
        assertThat(made.text("/data/state")).isEqualTo("ACTIVE");
        assertThat(made.at("/data/uses").asInt()).isZero();
        assertThat(made.at("/data/domains").toString())
                .isEqualTo("[\"*.xn--bcher-kva.example\",\"example.org\",\"school.example\"]");
        assertThat(Instant.parse(made.text("/data/expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        nobody.get(made.text("/data/qr")).expect(200);
        Answer seen = admin.get(made.header("location")).expect(200);
        assertThat(seen.text("/data/provisioning/hint")).isEqualTo(secret.substring(0, 11));
        Answer list = admin.get(tenant.path() + "/provisioning").expect(200);
        for (Answer later : List.of(seen, list)) {
            assertThat(later.body()).doesNotContain(secret, "\"token\"", "\"url\"", "\"qr\"");
        }
    }

    @Test
    void eachKindNeedsItsRoleAndWhatBelongsToIt() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 1);
        Client manager = somebody("MANAGER", tenant);
        Client administrator = somebody("ADMIN", tenant);

        made(administrator, tenant, "{\"kind\": \"SCIM\", \"label\": \"Directory\", \"expiresInHours\": 720}");
        Answer link = made(administrator, tenant, """
                {"kind": "INVITE-LINK", "label": "Staff", "role": "MANAGER", "maxUses": 3}
                """);
        assertThat(link.text("/data/kind")).isEqualTo("INVITE_LINK");
        assertThat(link.text("/data/url")).startsWith("http://localhost:8080/invite#orgw_");
        for (String body : List.of(
                "{\"kind\": \"SCIM\", \"label\": \"x\"}",
                "{\"kind\": \"INVITE_LINK\", \"label\": \"x\", \"role\": \"VIEWER\"}")) {
            assertThat(manager.post(tenant.path() + "/provisioning", body)
                            .refused(403)
                            .text("/message"))
                    .contains("ADMIN");
        }
        long link1 = link.at("/data/id").longValue();
        for (String action : List.of("revoke", "rotate")) {
            patch(manager, tenant, link1, action, "").refused(403);
        }
        assertThat(manager.get(tenant.path() + "/provisioning?kind=INVITE_LINK")
                        .expect(200)
                        .each("label"))
                .containsExactly("Staff");
        assertThat(manager.get(tenant.path() + "/provisioning/" + link1)
                        .expect(200)
                        .text("/data/provisioning/role"))
                .isEqualTo("MANAGER");
        made(manager, tenant, "{\"kind\": \"LICENSE\", \"label\": \"x\", \"poolId\": %d}".formatted(pool));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"label": "x", "poolId": %d}                                                              | kind
            {"kind": "OTHER", "label": "x", "poolId": %d}                                              | kind
            {"kind": "LICENSE", "poolId": %d}                                                          | label
            {"kind": "LICENSE", "label": "  ", "poolId": %d}                                           | label
            {"kind": "LICENSE", "label": "x"}                                                          | poolId
            {"kind": "LICENSE", "label": "x", "poolId": 999999999}                                     | poolId
            {"kind": "LICENSE", "label": "x", "poolId": %d, "role": "VIEWER"}                          | role
            {"kind": "INVITE_LINK", "label": "x"}                                                      | role
            {"kind": "INVITE_LINK", "label": "x", "role": "OWNER"}                                     | role
            {"kind": "INVITE_LINK", "label": "x", "role": "VIEWER", "poolId": %d}                      | poolId
            {"kind": "SCIM", "label": "x", "maxUses": 1}                                               | maxUses
            {"kind": "SCIM", "label": "x", "domains": ["example.org"]}                                 | domains
            {"kind": "LICENSE", "label": "x", "poolId": %d, "maxUses": 0}                              | maxUses
            {"kind": "LICENSE", "label": "x", "poolId": %d, "maxUses": 1000001}                        | maxUses
            {"kind": "LICENSE", "label": "x", "poolId": %d, "expiresInHours": 721}                     | expiresInHours
            {"kind": "LICENSE", "label": "x", "poolId": %d, "expiresInHours": 0}                       | expiresInHours
            {"kind": "LICENSE", "label": "x", "poolId": %d, "expiresAt": "2020-01-01T00:00:00Z"}       | expiresAt
            {"kind": "LICENSE", "label": "x", "poolId": %d, "expiresAt": "2999-01-01T00:00:00Z"}       | expiresAt
            {"kind": "LICENSE", "label": "x", "poolId": %d, "expiresAt": "2999-01-01T00:00:00Z", "expiresInHours": 1} | expiresInHours
            {"kind": "LICENSE", "label": "x", "poolId": %d, "domains": []}                             | domains
            {"kind": "LICENSE", "label": "x", "poolId": %d, "domains": ["a.example", "no domain"]}     | domains[1]
            {"kind": "LICENSE", "label": "x", "poolId": %d, "domains": ["localhost"]}                  | domains[0]
            {"kind": "LICENSE", "label": "x", "poolId": %d, "domains": ["*.com"]}                      | domains[0]
            {"kind": "LICENSE", "label": "x", "poolId": %d, "domains": ["a.*.example"]}                | domains[0]
            {"kind": "LICENSE", "label": "x", "poolId": %d, "secret": "mine"}                          | secret
            """)
    void whatIsWrongIsNamed(String body, String field) {
        Tenant tenant = tenant();

        Answer refused = admin.post(
                        tenant.path() + "/provisioning", body.replace("%d", String.valueOf(pool(tenant, 1))))
                .refused(400);

        assertThat(refused.wrongFields()).contains(field);
        assertThat(admin.get(tenant.path() + "/provisioning").each("id")).isEmpty();
    }

    @Test
    void aPoolOfAnotherOrganizationIsNone() {
        Tenant tenant = tenant();
        long foreign = pool(tenant(), 5);

        assertThat(admin.post(
                                tenant.path() + "/provisioning",
                                "{\"kind\": \"LICENSE\", \"label\": \"x\", \"poolId\": %d}".formatted(foreign))
                        .refused(400)
                        .wrongFields())
                .containsExactly("poolId");
    }

    @Test
    void theListKnowsStatesAndKinds() {
        Tenant tenant = tenant();
        long pool = pool(tenant, 5);
        Handout active = handout(tenant, pool, "");
        Handout revoked = handout(tenant, pool, "");
        Handout expired = handout(tenant, pool, "");
        Handout usedUp = handout(tenant, pool, ", \"maxUses\": 1");
        patch(admin, tenant, revoked.id(), "revoke", "").expect(200);
        expire(expired);
        claim(usedUp, "ada@example.org").expect(201);
        Answer scim = made(admin, tenant, "{\"kind\": \"SCIM\", \"label\": \"Directory\"}");

        assertThat(ids(tenant, "?state=ACTIVE")).containsExactly(scim.text("/data/id"), active.number());
        assertThat(ids(tenant, "?state=ACTIVE&kind=LICENSE")).containsExactly(active.number());
        assertThat(ids(tenant, "?state=REVOKED")).containsExactly(revoked.number());
        assertThat(ids(tenant, "?state=EXPIRED")).containsExactly(expired.number());
        assertThat(ids(tenant, "?state=USED_UP")).containsExactly(usedUp.number());
        Answer page =
                admin.get(tenant.path() + "/provisioning?limit=2&offset=1").expect(200);
        assertThat(page.each("id")).containsExactly(usedUp.number(), expired.number());
        assertThat(page.each("state")).containsExactly("USED_UP", "EXPIRED");
        assertThat(page.at("/meta/total").asInt()).isEqualTo(5);
        admin.get(tenant.path() + "/provisioning?state=OTHER").refused(400);
        admin.get(tenant.path() + "/provisioning?kind=OTHER").refused(400);
    }

    @Test
    void aTokenTellsWhoUsedIt() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");
        for (String name : List.of("ada", "bob", "cay")) {
            claim(token, name + "@example.org").expect(201);
        }

        Answer used = admin.get(tenant.path() + "/provisioning/" + token.id() + "?limit=2")
                .expect(200);

        assertThat(used.at("/data/provisioning/uses").asInt()).isEqualTo(3);
        assertThat(used.text("/data/provisioning/lastUsedAt")).isNotEmpty();
        assertThat(used.at("/meta/total").asInt()).isEqualTo(3);
        assertThat(used.at("/data/claims").size()).isEqualTo(2);
        assertThat(used.text("/data/claims/0/email")).isEqualTo("cay@example.org");
        assertThat(used.at("/data/claims/0/seatId").asLong()).isPositive();
        assertThat(used.at("/data/claims/0/learnerId").asLong()).isPositive();
    }

    @Test
    void revokingIsAtOnceAndForEver() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");

        assertThat(patch(admin, tenant, token.id(), "revoke", "").expect(200).text("/data/state"))
                .isEqualTo("REVOKED");

        assertThat(claim(token, "ada@example.org").refused(410).text("/code")).isEqualTo("TOKEN_REVOKED");
        String again = UUID.randomUUID().toString();
        admin.patch(
                        tenant.path() + "/provisioning",
                        "{\"tokenId\": %d, \"action\": \"REVOKE\"}".formatted(token.id()),
                        "x-request-id",
                        again)
                .expect(200);
        assertThat(audit(again)).isEmpty();
        assertThat(patch(admin, tenant, token.id(), "rename", ", \"label\": \"y\"")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("TOKEN_REVOKED");
        assertThat(patch(admin, tenant, token.id(), "rotate", "").refused(409).text("/code"))
                .isEqualTo("TOKEN_REVOKED");
        assertThat(patch(admin, tenant, token.id(), "extend", ", \"expiresInHours\": 2")
                        .refused(409)
                        .text("/code"))
                .isEqualTo("TOKEN_REVOKED");
    }

    @Test
    void extendingRevivesWhatHasExpiredForThirtyDaysAtMost() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");
        expire(token);
        assertThat(claim(token, "ada@example.org").refused(410).text("/code")).isEqualTo("TOKEN_EXPIRED");
        assertThat(patch(admin, tenant, token.id(), "rotate", "").refused(409).text("/code"))
                .isEqualTo("TOKEN_EXPIRED");

        patch(admin, tenant, token.id(), "extend", ", \"expiresInHours\": 720").expect(200);

        claim(token, "ada@example.org").expect(201);
        patch(admin, tenant, token.id(), "extend", ", \"expiresInHours\": 721").refused(400);
        patch(admin, tenant, token.id(), "extend", ", \"expiresAt\": \"2020-01-01T00:00:00Z\"")
                .refused(400);
        assertThat(patch(admin, tenant, token.id(), "extend", "").refused(400).wrongFields())
                .containsExactly("expiresAt");
    }

    @Test
    void rotatingEndsTheOldSecretAtOnce() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");

        Answer rotated = patch(admin, tenant, token.id(), "rotate", "").expect(200);

        assertThat(rotated.header("cache-control")).contains("no-store");
        Handout fresh = new Handout(token.id(), rotated.text("/data/token"), rotated.text("/data/qr"));
        assertThat(fresh.secret()).isNotEqualTo(token.secret());
        assertThat(claim(token, "ada@example.org").refused(404).text("/code")).isEqualTo("TOKEN_UNKNOWN");
        nobody.get(token.qr()).refused(404);
        nobody.get(fresh.qr()).expect(200);
        claim(fresh, "ada@example.org").expect(201);
    }

    @Test
    void everyChangeIsInTheAuditWithoutSecrets() {
        Tenant tenant = tenant();
        String request = UUID.randomUUID().toString();
        Answer made = admin.post(
                        tenant.path() + "/provisioning",
                        "{\"kind\": \"LICENSE\", \"label\": \"One\", \"poolId\": %d}".formatted(pool(tenant, 5)),
                        "x-request-id",
                        request)
                .expect(201);
        long id = made.at("/data/id").longValue();
        StringBuilder rotated = new StringBuilder();
        for (String body : List.of(
                "\"rename\", \"label\": \"Two\"", "\"extend\", \"expiresInHours\": 48", "\"rotate\"", "\"revoke\"")) {
            Answer answer = admin.patch(
                            tenant.path() + "/provisioning",
                            "{\"tokenId\": %d, \"action\": %s}".formatted(id, body),
                            "x-request-id",
                            request)
                    .expect(200);
            rotated.append(answer.text("/data/token"));
        }

        List<AuditRow> rows = audit(request);
        assertThat(rows.stream().map(AuditRow::action))
                .containsExactly(
                        "provisioning.issued",
                        "provisioning.renamed",
                        "provisioning.extended",
                        "provisioning.rotated",
                        "provisioning.revoked");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.targetId()).isEqualTo(String.valueOf(id));
            assertThat(row.organizationId()).isEqualTo(tenant.id());
        });
        assertThat(rows.get(1).before()).contains("\"One\"");
        assertThat(rows.get(1).after()).contains("\"Two\"");
        assertThat(rows.toString()).doesNotContain(made.text("/data/token"), rotated.toString());
        assertThat(rotated.toString()).matches("orgw_.{43}");
    }

    @Test
    void noSecretIsKeptAnywhere() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");
        claim(token, "ada@example.org").expect(201);

        assertThat(everythingKept("provisioning_token", "license_claim", "audit_event", "idempotency_key", "learner"))
                .doesNotContain(token.secret())
                .contains("ada@example.org");
    }

    @Test
    void aChangeOfWhatWasNotSeenIsRefused() {
        Tenant tenant = tenant();
        Handout token = handout(tenant, pool(tenant, 5), "");

        patch(admin, tenant, token.id(), "rename", ", \"label\": \"New\", \"version\": 0")
                .expect(200);

        assertThat(patch(admin, tenant, token.id(), "rename", ", \"label\": \"Newer\", \"version\": 0")
                        .refused(412)
                        .text("/code"))
                .isEqualTo("OUTDATED");
        assertThat(patch(admin, tenant, token.id(), "rename", ", \"label\": \"Newer\", \"version\": 1")
                        .expect(200)
                        .text("/data/label"))
                .isEqualTo("Newer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\": \"revoke\"}",
                "{\"tokenId\": 1}",
                "{\"tokenId\": 1, \"action\": \"delete\"}",
                "{\"tokenId\": 1, \"action\": \"rename\"}",
                "{\"tokenId\": 1, \"action\": \"rename\", \"label\": \"  \"}",
                "{\"tokenId\": 1, \"action\": \"revoke\", \"label\": \"x\"}",
                "{\"tokenId\": 1, \"action\": \"rotate\", \"expiresInHours\": 3}",
                "[]"
            })
    void aMalformedChangeIsRefused(String body) {
        admin.patch(tenant().path() + "/provisioning", body).refused(400);
    }

    @Test
    void aTokenOfAnotherOrganizationIsNotFound() {
        Tenant tenant = tenant();
        Tenant other = tenant();
        Handout foreign = handout(other, pool(other, 5), "");

        admin.get(tenant.path() + "/provisioning/" + foreign.id()).refused(404);
        patch(admin, tenant, foreign.id(), "revoke", "").refused(404);
        claim(foreign, "ada@example.org").expect(201);
    }

    @Test
    void askedForTwiceUnderOneKeyItIsMadeOnceAndShownAgain() {
        Tenant tenant = tenant();
        String key = UUID.randomUUID().toString();
        String body = "{\"kind\": \"LICENSE\", \"label\": \"x\", \"poolId\": %d}".formatted(pool(tenant, 5));

        Answer first = admin.post(tenant.path() + "/provisioning", body, "Idempotency-Key", key)
                .expect(201);
        Answer second = admin.post(tenant.path() + "/provisioning", body, "Idempotency-Key", key)
                .expect(201);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("idempotent-replayed")).isEqualTo("true");
        assertThat(ids(tenant, "")).hasSize(1);
    }

    private List<String> ids(Tenant tenant, String query) {
        return admin.get(tenant.path() + "/provisioning" + query).expect(200).each("id");
    }
}
