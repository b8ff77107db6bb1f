package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One organization, five contracts: which of them answers, and that all show the same row. */
class SharedRoutesTest extends ContractTest {

    private static final String ROUTE = "/api/organizations";

    @Test
    void anOrganizationOfAnyContractIsSeenInAllOthers() {
        for (String maker : List.of("learning", "workspace", "studio", "support")) {
            FrontEnd person = frontEnd(null);
            Client jane = person.client();
            String name = unique("From " + maker);
            String body = "{\"name\": \"%s\", \"category\": \"MAKEUP\"}".formatted(name);
            if (maker.equals("support")) {
                jane.post("/organizations", body).expect(201);
            } else {
                jane.post(ROUTE, body, "X-Api-Contract", maker).expect(201);
            }
            Answer learning =
                    jane.get(ROUTE + "?name=" + name.replace(" ", "%20")).expect(200);
            String id = learning.text("/data/0/id");
            String uuid = learning.text("/data/0/uuid");

            for (String either : List.of(id, uuid)) {
                String path = ROUTE + "/" + either;
                Answer workspace = jane.get(path, "X-Api-Contract", "workspace").expect(200);
                assertThat(workspace.text("/data/name")).isEqualTo(name);
                assertThat(workspace.at("/data/id").isString()).isTrue();
                assertThat(workspace.text("/data/id")).isEqualTo(id);
                Answer studio = jane.get(path, "X-Api-Contract", "studio").expect(200);
                assertThat(studio.text("/data/name")).isEqualTo(name);
                assertThat(studio.at("/data/id").isIntegralNumber()).isTrue();
                Answer support = jane.get("/organizations/" + either).expect(200);
                assertThat(support.text("/data/name")).isEqualTo(name);
                assertThat(support.text("/data/id")).isEqualTo(uuid);
                assertThat(jane.get(path).expect(200).at("/data/active").booleanValue())
                        .isTrue();
            }
        }
    }

    @Test
    void theHeaderGoesBeforeTheTokenAndTheTokenBeforeTheSetting() {
        FrontEnd jane = frontEnd(null);
        jane.client().post(ROUTE, "{\"name\": \"Seen\"}").expect(201);
        Client workspace = acting(jane.id(), "workspace");

        assertThat(jane.client().get(ROUTE).json().propertyNames()).contains("success", "meta");
        assertThat(workspace.get(ROUTE).json().propertyNames()).containsExactlyInAnyOrder("data", "message");
        assertThat(workspace.get(ROUTE, "X-Api-Contract", "studio").json().propertyNames())
                .containsExactlyInAnyOrder("success", "message", "data");
        assertThat(workspace.get(ROUTE, "x-api-contract", "LEARNING").json().propertyNames())
                .contains("meta");
    }

    @Test
    void aTokenOfAContractWithoutTheseRoutesGetsTheServersUsualOne() {
        FrontEnd jane = frontEnd("support");

        assertThat(jane.client().get(ROUTE).expect(200).json().propertyNames()).contains("meta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"support", "metering", "canvas", "learning,studio", "0"})
    void aHeaderThatNamesNoneOfTheSharingContractsIsRefused(String value) {
        Answer refused = frontEnd("workspace")
                .client()
                .get(ROUTE, "X-Api-Contract", value)
                .expect(400);

        assertThat(refused.text("/details/field")).isEqualTo("X-Api-Contract");
    }

    @Test
    void routesOfOneContractAreAnsweredInItWhateverTheHeaderSays() {
        FrontEnd jane = frontEnd("studio");
        String id = jane.client()
                .post(ROUTE, "{\"name\": \"Mine\", \"category\": \"MAKEUP\"}")
                .expect(201)
                .text("/data/id");

        Answer active = jane.client()
                .send("POST", ROUTE + "/" + id + "/activate", BodyPublishers.noBody(), "X-Api-Contract", "studio")
                .expect(200);
        assertThat(active.text("/message")).isEqualTo("Organization set as active successfully");
        assertThat(jane.client()
                        .get(ROUTE + "/categories", "X-Api-Contract", "workspace")
                        .expect(200)
                        .json()
                        .propertyNames())
                .contains("success");
    }

    @ParameterizedTest
    @CsvSource({"learning, title", "workspace, title", "studio, title"})
    void everyErrorIsAProblemForThoseWhoAcceptThat(String contract, String field) {
        Answer problem = frontEnd(contract)
                .client()
                .get(ROUTE + "/" + UUID.randomUUID(), "Accept", "application/problem+json, application/json;q=0.5")
                .expect(404);

        assertThat(problem.header("content-type")).startsWith("application/problem+json");
        assertThat(problem.json().propertyNames()).contains(field, "status", "detail", "instance");
        assertThat(problem.at("/status").intValue()).isEqualTo(404);
    }

    @Test
    void problemsNameEveryWrongFieldToo() {
        Answer problem = frontEnd(null)
                .client()
                .post(ROUTE, "{\"name\": \"\", \"tier\": 5}", "Accept", "application/problem+json")
                .expect(400);

        assertThat(problem.at("/errors").findValuesAsString("field")).containsExactly("name", "tier");
        nobody.get(ROUTE, "Accept", "application/problem+json").expect(401);
        assertThat(nobody.get(ROUTE, "Accept", "application/problem+json").text("/title"))
                .isEqualTo("Unauthorized");
    }

    @Test
    void aLostUpdateIsRefusedByItsTagInEveryContract() {
        for (String contract : List.of("learning", "workspace", "studio")) {
            Client jane = frontEnd(contract).client();
            String path = jane.post(ROUTE, "{\"name\": \"%s\", \"category\": \"MAKEUP\"}".formatted(unique("Tagged")))
                    .expect(201)
                    .header("location");
            String seen = jane.get(path).header("etag");
            jane.patch(path, "{\"name\": \"%s\"}".formatted(unique("By another")))
                    .expect(200);

            jane.patch(path, "{\"name\": \"Lost\"}", "If-Match", seen).expect(412);
            put(jane, path, seen).expect(412);
            jane.send("DELETE", path, BodyPublishers.noBody(), "If-Match", seen).expect(412);
            jane.patch(path, "{\"name\": \"Lost\"}", "If-Match", "W/" + seen).expect(412);
            jane.patch(path, "{\"name\": \"Lost\"}", "If-Match", "what").expect(400);

            String fresh = jane.get(path).header("etag");
            assertThat(fresh).isNotEqualTo(seen);
            put(jane, path, fresh).expect(200);
            jane.patch(path, "{\"name\": \"%s\"}".formatted(unique("Any")), "If-Match", "*")
                    .expect(200);
        }
    }

    @Test
    void theTagChangesWithWhatIsShownAndSparesASecondReading() {
        Client jane = frontEnd("workspace").client();
        String first = jane.post(ROUTE, "{\"name\": \"First\"}").expect(201).header("location");
        String second = jane.post(ROUTE, "{\"name\": \"Second\"}").expect(201).header("location");
        String tag = jane.get(first).header("etag");

        jane.get(first, "If-None-Match", tag).expect(304);
        jane.send("POST", second + "/activate", BodyPublishers.noBody()).expect(200);

        assertThat(jane.get(first, "If-None-Match", tag)
                        .expect(200)
                        .at("/data/active")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void theVersionInALearningBodyGuardsAnUpdateToo() {
        Client jane = frontEnd(null).client();
        Answer made = jane.post(ROUTE, "{\"name\": \"Versioned\"}").expect(201);
        String path = made.header("location");
        jane.patch(path, "{\"plan\": \"STARTER\", \"version\": %s}".formatted(made.text("/data/version")))
                .expect(200);

        jane.patch(path, "{\"plan\": \"FREE\", \"version\": %s}".formatted(made.text("/data/version")))
                .refused(412);
        assertThat(jane.get(path).text("/data/plan")).isEqualTo("STARTER");
    }

    @Test
    void aLearningPatchMergesAndNullClears() {
        Client jane = frontEnd(null).client();
        Answer made = jane.post(ROUTE, """
                        {"name": "Merged", "category": "MAKEUP", "address": "1 Main St", "tier": "Premium",
                         "settings": {"a": {"b": 1, "c": 2}, "d": [1]}}
                        """).expect(201);

        Answer patched = jane.patch(made.header("location"), """
                        {"address": null, "settings": {"a": {"b": null, "e": 3}, "d": [2]}}
                        """).expect(200);

        assertThat(patched.at("/data/address").isNull()).isTrue();
        assertThat(patched.text("/data/category")).isEqualTo("MAKEUP");
        assertThat(patched.text("/data/tier")).isEqualTo("Premium");
        assertThat(patched.at("/data/settings").toString()).isEqualTo("{\"a\":{\"c\":2,\"e\":3},\"d\":[2]}");
        assertThat(jane.patch(made.header("location"), "{\"name\": null, \"tier\": 5}")
                        .refused(400)
                        .wrongFields())
                .containsExactly("name", "tier");
    }

    @Test
    void aLearningPutReplacesEverythingThatItMaySay() {
        Client jane = frontEnd(null).client();
        String path = jane.post(ROUTE, """
                        {"name": "Whole", "category": "MAKEUP", "tier": "Premium", "plan": "STARTER", "settings": {"a": 1}}
                        """).expect(201).header("location");

        Answer replaced = jane.send(
                        "PUT",
                        path,
                        BodyPublishers.ofString("{\"name\": \"Bare\"}"),
                        "Content-Type",
                        "application/json")
                .expect(200);

        assertThat(replaced.text("/message")).isEqualTo("Organization updated");
        assertThat(replaced.at("/data/category").isNull()).isTrue();
        assertThat(replaced.text("/data/tier")).isEqualTo("Standard");
        assertThat(replaced.text("/data/plan")).isEqualTo("FREE");
        assertThat(replaced.at("/data/settings").isEmpty()).isTrue();
    }

    private static Answer put(Client client, String path, String tag) {
        return client.send(
                "PUT",
                path,
                BodyPublishers.ofString("{\"name\": \"%s\", \"category\": \"MAKEUP\"}".formatted(unique("Put"))),
                "Content-Type",
                "application/json",
                "If-Match",
                tag);
    }

    @Test
    void whatIsDoneInAnyContractIsInTheAudit() {
        Client jane = frontEnd(null).client();
        String made = jane.post(
                        "/organizations",
                        "{\"name\": \"Audited\"}",
                        "x-request-id",
                        "made-" + unique("x").substring(2))
                .expect(201)
                .header("x-request-id");
        String id = jane.get(ROUTE + "?name=Audited").expect(200).text("/data/0/id");
        jane.post(ROUTE, "{\"name\": \"Another\", \"active\": true}").expect(201);
        String activated = jane.send("POST", ROUTE + "/" + id + "/activate", BodyPublishers.noBody())
                .expect(200)
                .header("x-request-id");
        jane.delete(ROUTE + "/" + id).expect(200);
        String restored = admin.send("POST", "/api/deleted-organizations/" + id + "/restore", BodyPublishers.noBody())
                .expect(200)
                .header("x-request-id");

        assertThat(audit(made))
                .singleElement()
                .satisfies(row -> assertThat(row.action()).isEqualTo("organization.created"));
        assertThat(audit(activated)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("organization.activated");
            assertThat(row.organizationId()).isEqualTo(Long.parseLong(id));
        });
        assertThat(audit(restored))
                .singleElement()
                .satisfies(row -> assertThat(row.action()).isEqualTo("organization.restored"));
    }
}
