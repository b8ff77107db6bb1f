package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** The whole of the studio's document. */
class StudioContractTest extends ContractTest {

    private static final Examples EXAMPLES = Examples.of("studio");
    private static final String ROUTE = "/api/organizations";

    private long jane;
    private long john;

    @BeforeEach
    void theOwnersOfTheDocument() {
        jane = owner("Jane", "Doe", "jane.doe@brideside.com", "SALES");
        john = owner("John", "Smith", "john.smith@brideside.com", "CATEGORY_MANAGER");
    }

    @Test
    void everyExampleOfTheDocumentIsAnsweredAsItSays() {
        Client maker = frontEnd("studio").client();

        Answer chicago = maker.post(ROUTE, owned("create", jane).toString()).expect(201);
        EXAMPLES.compare(chicago, "create");
        assertThat(chicago.at("/data/owner/id").longValue()).isEqualTo(jane);
        maker.post(ROUTE, """
                        {"name": "Brideside LA", "category": "MAKEUP", "ownerId": %d,
                         "address": "456 Sunset Blvd, Los Angeles, CA"}
                        """.formatted(john)).expect(201);
        EXAMPLES.compare(maker.get(ROUTE).expect(200), "list");
        String path = ROUTE + "/" + chicago.text("/data/id");
        EXAMPLES.compare(maker.get(path).expect(200), "get");
        EXAMPLES.compare(put(maker, path, owned("update", jane).toString()).expect(200), "update");
        EXAMPLES.compare(maker.delete(path).expect(200), "delete");

        ObjectNode missing = EXAMPLES.response("missing");
        missing.put("message", "Organization not found with id " + chicago.text("/data/id"));
        for (Answer gone : new Answer[] {
            maker.get(path), put(maker, path, owned("update", jane).toString()), maker.delete(path)
        }) {
            EXAMPLES.compare(gone.expect(404), missing);
        }
        EXAMPLES.compare(maker.get(ROUTE + "/categories").expect(200), "categories");
        Answer owners = maker.get(ROUTE + "/owners").expect(200);
        assertThat(owners.text("/message")).isEqualTo("Organization owners fetched");
        EXAMPLES.response("owners").required("data").forEach(owner -> {
            ((ObjectNode) owner)
                    .put("id", owner.required("email").asString().startsWith("jane") ? (int) jane : (int) john);
            assertThat(owners.at("/data").valueStream()).contains(owner);
        });
    }

    @Test
    void aReplacementClearsWhatItLeavesOutAndNothingThatTheDocumentDoesNotKnow() {
        Client maker = frontEnd("studio").client();
        String path = ROUTE + "/"
                + maker.post(ROUTE, owned("create", jane).toString())
                        .expect(201)
                        .text("/data/id");
        admin.patch(path, "{\"tier\": \"Premium\", \"timeZone\": \"America/Chicago\"}")
                .expect(200);

        Answer replaced = put(maker, path, "{\"name\": \"  Bare  \", \"category\": \"MAKEUP\"}")
                .expect(200);

        assertThat(replaced.text("/data/name")).isEqualTo("Bare");
        assertThat(replaced.at("/data/owner").isNull()).isTrue();
        assertThat(replaced.at("/data/address").isNull()).isTrue();
        Answer all = admin.get(path).expect(200);
        assertThat(all.text("/data/tier")).isEqualTo("Premium");
        assertThat(all.text("/data/timeZone")).isEqualTo("America/Chicago");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"category": "MAKEUP"}                                        | name
            {"name": " ", "category": "MAKEUP"}                           | name
            {"name": "x"}                                                 | category
            {"name": "x", "category": "BAKERY"}                           | category
            {"name": "x", "category": "MAKEUP", "ownerId": 0}             | ownerId
            {"name": "x", "category": "MAKEUP", "ownerId": -5}            | ownerId
            {"name": "x", "category": "MAKEUP", "ownerId": "five"}        | ownerId
            {"name": "x", "category": "MAKEUP", "ownerId": 1.5}           | ownerId
            {"name": "x", "category": "MAKEUP", "ownerId": 999999999}     | ownerId
            {"name": "x", "category": "MAKEUP", "address": 5}             | address
            """)
    void whatIsWrongIsToldInTheMessage(String body, String field) {
        Answer refused = frontEnd("studio").client().post(ROUTE, body).expect(400);

        assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("success", "message");
        assertThat(refused.at("/success").booleanValue()).isFalse();
        assertThat(refused.text("/message")).contains(field);
    }

    @Test
    void everyWrongFieldStandsInTheMessage() {
        Answer refused = frontEnd("studio")
                .client()
                .post(ROUTE, "{\"name\": \"\", \"category\": \"X\", \"ownerId\": 0}")
                .expect(400);

        assertThat(refused.text("/message"))
                .contains("name")
                .contains("category")
                .contains("ownerId");
    }

    @Test
    void lengthsAreThoseOfTheDocument() {
        Client maker = frontEnd("studio").client();
        String body = "{\"name\": \"%s\", \"category\": \"MAKEUP\", \"address\": \"%s\"}";

        maker.post(ROUTE, body.formatted("n".repeat(255), "a".repeat(500))).expect(201);
        maker.post(ROUTE, body.formatted("n".repeat(256), "a")).expect(400);
        maker.post(ROUTE, body.formatted("n", "a".repeat(501))).expect(400);
    }

    @Test
    void anOwnerIsAnActiveUserWhoSellsOrLooksAfterACategory() {
        Client maker = frontEnd("studio").client();
        long member = user("Mia", "Member", unique("mia").replace(' ', '.') + "@example.org", "MEMBER");
        long former = user("Fred", "Former", unique("fred").replace(' ', '.') + "@example.org", "SALES");
        admin.patch("/api/users/" + former, "{\"active\": false}").expect(200);

        for (long nobody : new long[] {member, former}) {
            assertThat(maker.post(
                                    ROUTE,
                                    "{\"name\": \"x\", \"category\": \"MAKEUP\", \"ownerId\": %d}".formatted(nobody))
                            .expect(400)
                            .text("/message"))
                    .contains("ownerId " + nobody);
            assertThat(maker.get(ROUTE + "/owners").each("id")).doesNotContain(String.valueOf(nobody));
        }
        assertThat(maker.get(ROUTE).expect(200).each("id")).isEmpty();
    }

    @Test
    void anOwnerSeesWhatHeOwns() {
        Client maker = frontEnd("studio").client();
        long seller = user("Sue", "Seller", unique("sue").replace(' ', '.') + "@example.org", "SALES");
        Client sue = acting(seller, "studio");
        Answer made = maker.post(
                        ROUTE, "{\"name\": \"Sue's\", \"category\": \"MAKEUP\", \"ownerId\": %d}".formatted(seller))
                .expect(201);

        assertThat(sue.get(ROUTE).expect(200).each("id")).containsExactly(made.text("/data/id"));
        assertThat(frontEnd("studio").client().get(ROUTE).expect(200).each("id"))
                .isEmpty();
    }

    private ObjectNode owned(String example, long owner) {
        return EXAMPLES.request(example).put("ownerId", owner);
    }

    private long owner(String firstName, String lastName, String email, String role) {
        return database.sql("select id from platform_user where email = :email")
                .param("email", email)
                .query(Long.class)
                .optional()
                .orElseGet(() -> user(firstName, lastName, email, role));
    }

    private static Answer put(Client client, String path, String body) {
        return client.send("PUT", path, BodyPublishers.ofString(body), "Content-Type", "application/json");
    }
}
