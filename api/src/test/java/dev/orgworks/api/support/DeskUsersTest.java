package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.DeskUser;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The desk's users. */
class DeskUsersTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return DeskUser.class;
    }

    @Override
    String resource() {
        return "users";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("{\"name\": \"John Doe\", \"email\": \"%s@example.com\", \"role\": \"CUSTOMER\"}"
                .formatted(UUID.randomUUID()));
    }

    @Override
    ObjectNode patch() {
        return json("{\"name\": \"Jane Doe\", \"role\": \"REPRESENTATIVE\"}");
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "name", JSON.nullNode(),
                "email", JSON.readTree("\"nobody\""),
                "role", JSON.readTree("\"OWNER\""));
    }

    @Test
    void anAddressBelongsToOneUserOfADesk() {
        Desk desk = desk();
        String body = body(desk).put("email", "Ada@example.com").toString();
        desk.make("users", body);
        desk().make("users", body);

        Answer refused = desk.client()
                .post(
                        desk.path() + "/users",
                        body(desk).put("email", "aDA@example.com").toString())
                .refused(409);

        assertThat(refused.text("/message")).contains("email");
    }

    @Test
    void whoIsReferredToStays() {
        Desk desk = desk();
        String user = desk.user("REPRESENTATIVE");
        desk.add("representatives", "{\"userId\": \"%s\", \"role\": \"TEAM_LEAD\"}".formatted(user));

        Answer refused = desk.client().delete(desk.path() + "/users/" + user).refused(409);

        assertThat(refused.text("/message")).contains("refer");
        desk.get("users/" + user);
    }
}
