package dev.orgworks.api.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationsTest extends ApiTest {

    @Test
    void anOrganizationIsMadeWithDefaultsAndFoundByNumberAndByUuid() {
        String request = UUID.randomUUID().toString();
        Answer made = admin.post("/api/organizations", "{\"name\": \" North High \"}", "x-request-id", request)
                .expect(201);

        assertThat(made.text("/data/name")).isEqualTo("North High");
        assertThat(made.text("/data/tier")).isEqualTo("Standard");
        assertThat(made.text("/data/plan")).isEqualTo("FREE");
        assertThat(made.text("/data/status")).isEqualTo("TRIAL");
        assertThat(made.text("/data/timeZone")).isEqualTo("UTC");
        assertThat(made.header("location")).isEqualTo("/api/organizations/" + made.text("/data/id"));
        assertThat(admin.get(made.header("location")).expect(200).at("/data")).isEqualTo(made.at("/data"));
        assertThat(admin.get("/api/organizations/" + made.text("/data/uuid"))
                        .expect(200)
                        .at("/data"))
                .isEqualTo(made.at("/data"));
        assertThat(audit(request)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("organization.created");
            assertThat(row.organizationId()).isEqualTo(made.at("/data/id").longValue());
            assertThat(row.before()).isEqualTo("null");
            assertThat(row.after()).contains("North High");
        });
    }

    @Test
    void everyFieldThatIsSentIsKept() {
        String slug = "s-" + UUID.randomUUID();
        Answer made = admin.post("/api/organizations", """
                        {"name": "Łódź 学校", "slug": "%s", "category": "MAKEUP", "address": "1 Main St", "tier": "Premium",
                         "plan": "STARTER", "status": "ACTIVE", "timeZone": "Europe/Warsaw", "settings": {"a": [1, {"b": null}]}}
                        """.formatted(slug)).expect(201);

        Answer read = admin.get(made.header("location")).expect(200);
        assertThat(read.text("/data/name")).isEqualTo("Łódź 学校");
        assertThat(read.text("/data/slug")).isEqualTo(slug);
        assertThat(read.text("/data/category")).isEqualTo("MAKEUP");
        assertThat(read.text("/data/address")).isEqualTo("1 Main St");
        assertThat(read.text("/data/tier")).isEqualTo("Premium");
        assertThat(read.text("/data/plan")).isEqualTo("STARTER");
        assertThat(read.text("/data/status")).isEqualTo("ACTIVE");
        assertThat(read.text("/data/timeZone")).isEqualTo("Europe/Warsaw");
        assertThat(read.at("/data/settings").toString()).isEqualTo("{\"a\":[1,{\"b\":null}]}");
    }

    @Test
    void fieldsOfOtherContractsArePassedOver() {
        Answer made = admin.post("/api/organizations", "{\"name\": \"Plain\", \"colour\": \"red\"}")
                .expect(201);

        assertThat(made.at("/data").has("colour")).isFalse();
    }

    @Test
    void aTakenSlugIsAConflictThatLeavesNothingBehind() {
        String slug = "s-" + UUID.randomUUID();
        String request = UUID.randomUUID().toString();
        admin.post("/api/organizations", "{\"name\": \"First\", \"slug\": \"%s\"}".formatted(slug))
                .expect(201);

        Answer refused = admin.post(
                        "/api/organizations",
                        "{\"name\": \"Second %s\", \"slug\": \"%s\"}".formatted(request, slug),
                        "x-request-id",
                        request)
                .refused(409);

        assertThat(refused.text("/code")).isEqualTo("SLUG_TAKEN");
        assertThat(audit(request)).isEmpty();
        assertThat(admin.get("/api/organizations?name=Second%20" + request)
                        .at("/meta/total")
                        .longValue())
                .isZero();
    }

    @Test
    void everyWrongFieldIsNamed() {
        Answer refused = admin.post(
                        "/api/organizations",
                        "{\"name\": \"%s\", \"slug\": \"No Slug\", \"address\": \"%s\"}"
                                .formatted("n".repeat(256), "a".repeat(501)))
                .refused(400);

        assertThat(refused.wrongFields()).containsExactly("address", "name", "slug");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name     | 7
                    name     | true
                    name     | {}
                    name     | null
                    slug     | []
                    category | "BAKERY"
                    tier     | "standard"
                    tier     | 1
                    plan     | ""
                    status   | {}
                    timeZone | "Mars/Olympus"
                    settings | "text"
                    settings | []
                    """)
    void aValueOfTheWrongTypeIsRefusedByItsName(String field, String value) {
        String body = "name".equals(field)
                ? "{\"name\": %s}".formatted(value)
                : "{\"name\": \"Wrong\", \"%s\": %s}".formatted(field, value);

        assertThat(admin.post("/api/organizations", body).refused(400).wrongFields())
                .containsExactly(field);
    }

    @Test
    void theListShowsWhatTheTokenReaches() {
        Tenant first = tenant();
        Tenant second = tenant();
        Tenant foreign = tenant();
        Client both = admin.with(
                issue(admin, "VIEWER", List.of(first.id(), second.id())).text("/data/token"));

        Answer all = both.get("/api/organizations").expect(200);

        assertThat(all.each("id")).containsExactly(String.valueOf(first.id()), String.valueOf(second.id()));
        assertThat(all.at("/meta/total").longValue()).isEqualTo(2);
        both.get(foreign.path()).refused(404);
        both.get("/api/organizations/" + foreign.uuid()).refused(404);
        assertThat(both.get("/api/organizations/" + foreign.uuid()).text("/message"))
                .isEqualTo(both.get("/api/organizations/" + UUID.randomUUID())
                        .text("/message")
                        .replaceAll("[0-9a-f-]{36}", foreign.uuid()));
    }

    @Test
    void pagesCoverTheListOnceAndCountTheWhole() {
        Tenant[] three = {tenant(), tenant(), tenant()};
        Client client = admin.with(issue(admin, "VIEWER", List.of(three[0].id(), three[1].id(), three[2].id()))
                .text("/data/token"));
        Set<String> seen = new TreeSet<>();
        for (int offset = 0; offset < 4; offset += 2) {
            Answer page =
                    client.get("/api/organizations?limit=2&offset=" + offset).expect(200);
            assertThat(page.at("/meta/total").intValue()).isEqualTo(3);
            assertThat(page.at("/meta/limit").intValue()).isEqualTo(2);
            assertThat(page.at("/meta/offset").intValue()).isEqualTo(offset);
            assertThat(seen).doesNotContainAnyElementsOf(page.each("id"));
            seen.addAll(page.each("id"));
        }
        assertThat(seen).hasSize(3);
        assertThat(client.get("/api/organizations?offset=2147483647")
                        .expect(200)
                        .each("id"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=",
                "limit=-1",
                "limit=1.5",
                "limit=99999999999",
                "offset=-1",
                "offset=x",
                "offset=2147483648",
                "offset=%31%20"
            })
    void aPageThatCannotBeIsRefused(String query) {
        Answer refused = admin.get("/api/organizations?" + query).refused(400);

        assertThat(refused.wrongFields()).containsExactly(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1x", "999999999999999999", "9999999999999999999999", "%27", "01", "1%20"})
    void anIdThatIsNoIdIsNotFound(String id) {
        admin.get("/api/organizations/" + id).refused(404);
    }

    @Test
    void theUuidIsReadWithoutRegardToCase() {
        Tenant tenant = tenant();

        admin.get("/api/organizations/" + tenant.uuid().toUpperCase(Locale.ROOT))
                .expect(200);
        admin.get("/api/organizations/" + tenant.uuid() + "/learners").expect(200);
        admin.get("/api/organizations/" + tenant.uuid() + "/sis/import").expect(200);
    }
}
