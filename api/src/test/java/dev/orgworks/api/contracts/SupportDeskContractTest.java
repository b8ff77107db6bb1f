package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.database.BinaryUuid;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the support desk's document, whole: all that it shows, and what is shown besides. A front end of the contract
 * sends what the document sends.
 */
class SupportDeskContractTest extends ContractTest {

    private static final Examples EXAMPLES = Examples.of("support");

    private Client desk = new Client(0, null);
    private String path = "";

    @BeforeEach
    void open() {
        desk = frontEnd("support").client();
        path = "/organizations/"
                + desk.post("/organizations", "{\"name\": \"%s\"}".formatted(unique("Desk")))
                        .expect(201)
                        .text("/data/id");
    }

    @Test
    void users() {
        make("users", EXAMPLES.request("users"));

        EXAMPLES.compare(desk.get(path + "/users").expect(200), "users");
    }

    @Test
    void representatives() {
        EXAMPLES.compare(desk.get(path + "/representatives/" + representative()).expect(200), "representative");
    }

    @Test
    void customerProfiles() {
        String profile =
                make("customer-profiles", EXAMPLES.request("customerProfile").put("userId", customer()));

        EXAMPLES.compare(change("customer-profiles/" + profile, EXAMPLES.update("customerProfile")), "customerProfile");
    }

    @Test
    void tickets() {
        ObjectNode request = EXAMPLES.request("ticket")
                .put("customerId", customer())
                .put("assignedTo", representative())
                .put("conversationId", conversation());
        String ticket = make("tickets", request);
        change("tickets/" + ticket, EXAMPLES.update("ticket"));

        EXAMPLES.compare(desk.get(path + "/tickets/" + ticket).expect(200), "ticket");
    }

    @Test
    void escalations() {
        ObjectNode request =
                EXAMPLES.request("escalation").put("customerId", customer()).put("conversationId", conversation());
        String escalation = make("escalations", request);
        change("escalations/" + escalation, EXAMPLES.update("escalation").put("assignedTo", representative()));
        database.sql(
                        "update support_escalation set created_at = date_sub(assigned_at, interval 720 second) where id = :id")
                .param("id", BinaryUuid.bytes(UUID.fromString(escalation)))
                .update();

        EXAMPLES.compare(desk.get(path + "/escalations/" + escalation).expect(200), "escalation");
    }

    @Test
    void agents() {
        String agent = make("agents", EXAMPLES.request("agent"));

        EXAMPLES.compare(change("agents/" + agent, EXAMPLES.update("agent")), "agent");
    }

    /** The document's own walk through a ticket, with what it sends. */
    @Test
    void aTicketIsWorkedOnAsTheDocumentShows() {
        String ticket = make("tickets", json("""
                {"ticketNumber": "TICKET-1234", "customerId": "%s", "subject": "Billing issue", "description": "...",
                 "category": "BILLING_PAYMENT"}
                """.formatted(customer())));

        Answer assigned = change("tickets/" + ticket, json("""
                {"assignedTo": "%s", "status": "IN_PROGRESS"}
                """.formatted(representative())));
        Answer resolved = change("tickets/" + ticket, json("""
                {"status": "RESOLVED", "customerSatisfactionScore": 4.5}
                """));

        assertThat(assigned.text("/data/assignedAt")).isNotEmpty();
        assertThat(resolved.text("/data/resolvedAt")).isNotEmpty();
        assertThat(resolved.text("/data/customerSatisfactionScore")).isEqualTo("4.50");
    }

    private String customer() {
        return make("users", EXAMPLES.request("users"));
    }

    private String conversation() {
        return make("conversations", json("{}"));
    }

    /** With seven chats and the rating of a rollup. */
    private String representative() {
        String user = make("users", json("""
                {"name": "Alex Rivera", "email": "alex@company.com", "role": "REPRESENTATIVE"}
                """));
        String representative =
                make("representatives", EXAMPLES.request("representative").put("userId", user));
        change("representatives/" + representative, json("{\"status\": \"ONLINE\"}"));
        for (int i = 0; i < 7; i++) {
            make("conversations", json("{\"representativeId\": \"%s\"}".formatted(representative)));
        }
        database.sql("update support_representative set rating = 4.9 where id = :id")
                .param("id", BinaryUuid.bytes(UUID.fromString(representative)))
                .update();
        return representative;
    }

    private String make(String resource, ObjectNode body) {
        return desk.post(path + "/" + resource, body.toString()).expect(201).text("/data/id");
    }

    private Answer change(String place, ObjectNode patch) {
        return desk.patch(path + "/" + place, patch.toString()).expect(200);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) tools.jackson.databind.json.JsonMapper.shared().readTree(text);
    }
}
