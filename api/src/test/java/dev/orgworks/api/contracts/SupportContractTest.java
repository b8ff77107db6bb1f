package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What of the support desk's document is about organizations and health; its other resources have tests of their own. */
class SupportContractTest extends ContractTest {

    private static final Examples EXAMPLES = Examples.of("support");
    private static final String ROUTE = "/organizations";

    @Test
    void everyExampleOfTheDocumentIsAnsweredAsItSays() {
        Client desk = frontEnd("support").client();
        String slug = "acme-" + UUID.randomUUID();

        EXAMPLES.compare(nobody.get("/health").expect(200), "health");
        ObjectNode request = EXAMPLES.request("create").put("slug", slug);
        Answer made = desk.post(ROUTE, request.toString()).expect(201);
        EXAMPLES.compare(made, withSlug("create", slug));
        String path = ROUTE + "/" + made.text("/data/id");
        assertThat(made.header("location")).isEqualTo(path);
        EXAMPLES.compare(desk.get(path).expect(200), withSlug("create", slug));
        EXAMPLES.compare(desk.patch(path, EXAMPLES.request("update").toString()).expect(200), withSlug("update", slug));
    }

    @Test
    void anEmptyPatchChangesNothing() {
        Client desk = frontEnd("support").client();
        Answer made = desk.post(ROUTE, "{\"name\": \"Quiet\"}").expect(201);
        String path = ROUTE + "/" + made.text("/data/id");

        assertThat(desk.patch(path, "{}").expect(200).json()).isEqualTo(made.json());
        assertThat(made.text("/data/slug")).startsWith("quiet");
        assertThat(made.text("/data/plan")).isEqualTo("FREE");
        assertThat(made.text("/data/status")).isEqualTo("TRIAL");
        desk.send("DELETE", path, BodyPublishers.noBody()).expect(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"plan": "FREE"}                        | name
            {"name": "x", "plan": "GOLD"}           | plan
            {"name": "x", "status": "active"}       | status
            {"name": "x", "slug": "No Slug"}        | slug
            {"name": "x", "settings": "dark"}       | settings
            {"name": "x", "plan": 1}                | plan
            """)
    void aWrongBodyIsRefusedInTheDocumentsShape(String body, String field) {
        Answer refused = frontEnd("support").client().post(ROUTE, body).expect(400);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
        assertThat(refused.text("/error")).isEqualTo("Validation failed");
        assertThat(refused.text("/message")).contains(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": null}",
                "{\"plan\": \"GOLD\"}",
                "{\"settings\": 5}",
                "[]",
                "5",
                "",
                "{\"name\": \"\"}"
            })
    void aWrongPatchIsRefusedAndChangesNothing(String body) {
        Client desk = frontEnd("support").client();
        Answer made = desk.post(ROUTE, "{\"name\": \"Firm\"}").expect(201);
        String path = ROUTE + "/" + made.text("/data/id");

        Answer refused = desk.patch(path, body).expect(400);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
        assertThat(desk.get(path).json()).isEqualTo(made.json());
        desk.send("DELETE", path, BodyPublishers.noBody()).expect(200);
    }

    @Test
    void aTakenSlugIsAConflict() {
        Client desk = frontEnd("support").client();
        String slug = "s-" + UUID.randomUUID();
        desk.post(ROUTE, "{\"name\": \"One\", \"slug\": \"%s\"}".formatted(slug))
                .expect(201);

        Answer refused = desk.post(ROUTE, "{\"name\": \"Two\", \"slug\": \"%s\"}".formatted(slug))
                .expect(409);

        assertThat(refused.text("/error")).isEqualTo("Conflict");
        assertThat(refused.text("/message")).contains(slug);
    }

    @Test
    void aStrangersOrganizationDoesNotExist() {
        Client desk = frontEnd("support").client();
        Client stranger = frontEnd("support").client();
        Answer made = desk.post(ROUTE, "{\"name\": \"%s\"}".formatted(unique("Private")))
                .expect(201);
        String path = ROUTE + "/" + made.text("/data/id");

        for (Answer refused : new Answer[] {
            stranger.get(path),
            stranger.patch(path, "{\"name\": \"Taken\"}"),
            stranger.send("DELETE", path, BodyPublishers.noBody())
        }) {
            refused.expect(404);
            assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("error", "message");
        }
        assertThat(desk.get(path).expect(200).json()).isEqualTo(made.json());
    }

    private static ObjectNode withSlug(String example, String slug) {
        ObjectNode response = EXAMPLES.response(example);
        ((ObjectNode) response.required("data")).put("slug", slug);
        return response;
    }
}
