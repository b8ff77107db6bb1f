package dev.orgworks.api.contracts;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The examples of refunds and budgets in the support desk's document, whole. */
class SupportMoneyContractTest extends ContractTest {

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
    void refunds() {
        String refund = make("refunds", EXAMPLES.request("refund").put("customerId", customer()));
        String approver = make(
                "users",
                json("{\"name\": \"Alex Rivera\", \"email\": \"alex@company.com\", \"role\": \"REPRESENTATIVE\"}"));
        change("refunds/" + refund, EXAMPLES.update("refund").put("approvedBy", approver));

        EXAMPLES.compare(desk.get(path + "/refunds/" + refund).expect(200), "refund");
    }

    /** The document's period is over: the budget gets it once its money is spent. */
    @Test
    void budgets() {
        ObjectNode request = EXAMPLES.request("budget");
        ObjectNode present =
                request.deepCopy().put("periodEnd", "2090-01-01T00:00:00Z").putNull("refundLimitPerUser");
        String budget = make("budgets", present);
        String refund = make(
                "refunds",
                EXAMPLES.request("refund").put("customerId", customer()).put("amount", "4200.00"));
        change("refunds/" + refund, json("{\"status\": \"APPROVED\"}"));
        change("budgets/" + budget, request);

        EXAMPLES.compare(desk.get(path + "/budgets/" + budget).expect(200), "budget");
    }

    private String customer() {
        return make("users", json("{\"name\": \"John Doe\", \"email\": \"john@example.com\", \"role\": \"CUSTOMER\"}"));
    }

    private String make(String resource, ObjectNode body) {
        return desk.post(path + "/" + resource, body.toString()).expect(201).text("/data/id");
    }

    private Answer change(String place, ObjectNode patch) {
        return desk.patch(path + "/" + place, patch.toString()).expect(200);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }
}
