package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.CustomerProfile;
import dev.orgworks.domain.support.DeskRow;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the desk knows of its customers. */
class CustomerProfilesTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return CustomerProfile.class;
    }

    @Override
    String resource() {
        return "customer-profiles";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"userId": "%s", "tier": "PRO", "standing": "GOOD", "lifetimeValue": "5000.00", "tokenBalance": 8400,
                 "tokenLimit": 10000, "activeSites": 3, "sitesLimit": 10, "billingCycle": "MONTHLY", "billingAmount": "99.00",
                 "context": {"browser": "Chrome 122", "os": "macOS 14.3", "location": "New York, USA"}}
                """.formatted(desk.customer()));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"tier": "ENTERPRISE", "lifetimeValue": "12345678901234567.89", "context": {"browser": "Firefox", "os": "macOS 14.3", "location": "New York, USA"}}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "userId", JSON.nullNode(),
                "tier", JSON.readTree("\"GOLD\""),
                "lifetimeValue", JSON.readTree("\"1.005\""),
                "billingAmount", JSON.readTree("\"-1.00\""),
                "tokenLimit", JSON.readTree("1.5"),
                "context", JSON.readTree("[]"));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Desk desk = desk();

        Answer made =
                desk.make("customer-profiles", "{\"userId\": \"%s\", \"tokenLimit\": 1000}".formatted(desk.customer()));

        assertThat(made.text("/data/tier")).isEqualTo("FREE");
        assertThat(made.text("/data/standing")).isEqualTo("GOOD");
        assertThat(made.text("/data/lifetimeValue")).isEqualTo("0.00");
        assertThat(made.at("/data/tokenBalance").intValue()).isEqualTo(1000);
        assertThat(made.at("/data/billingAmount").isNull()).isTrue();
    }

    /** A floating point number could not hold it. */
    @Test
    void moneyKeepsEveryDigit() {
        Desk desk = desk();
        ObjectNode body = body(desk);
        String number = body.put("lifetimeValue", "X").toString().replace("\"X\"", "12345678901234567.89");

        assertThat(desk.make("customer-profiles", number).text("/data/lifetimeValue"))
                .isEqualTo("12345678901234567.89");
    }

    @Test
    void aPatchMergesTheContext() {
        Desk desk = desk();
        String place = "customer-profiles/"
                + desk.make("customer-profiles", body(desk).toString()).text("/data/id");

        Answer changed = desk.change(place, "{\"context\": {\"os\": null, \"browser\": \"Safari\"}}");

        assertThat(changed.at("/data/context"))
                .isEqualTo(json("{\"browser\": \"Safari\", \"location\": \"New York, USA\"}"));
    }
}
