package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.domain.support.Conversation;
import dev.orgworks.domain.support.DeskRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations, one by one and many at a time. */
class ConversationsTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return Conversation.class;
    }

    @Override
    String resource() {
        return "conversations";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"customerId": "%s", "representativeId": "%s", "handledBy": "REPRESENTATIVE", "channel": "CHAT",
                 "subject": "Sign-in", "openedAt": "2026-01-24T12:00:00Z", "firstResponseAt": "2026-01-24T12:01:24Z",
                 "endedAt": "2026-01-24T12:30:00Z", "rating": "4.60", "resolvedAtFirstContact": true}
                """.formatted(desk.customer(), desk.representative()));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"subject": "Another", "rating": "3.00", "endedAt": "2026-01-24T13:00:00Z", "channel": "EMAIL"}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "endedAt", JSON.readTree("\"2026-01-24T11:59:59Z\""),
                "firstResponseAt", JSON.readTree("\"yesterday\""),
                "rating", JSON.readTree("\"5.01\""),
                "channel", JSON.readTree("\"PIGEON\""),
                "handledBy", JSON.readTree("\"NOBODY\""));
    }

    @Test
    void oneThatIsToldOfAtOnceWasOpenedNow() {
        Desk desk = desk();
        Instant before = Instant.now();

        Answer made = desk.make("conversations", "{}");

        assertThat(Instant.parse(made.text("/data/openedAt"))).isBetween(before.minusSeconds(1), Instant.now());
        assertThat(made.text("/data/handledBy")).isEqualTo("AI");
        assertThat(made.at("/data/escalated").booleanValue()).isFalse();
    }

    @Test
    void whoHandledItGoesWithWhoIsNamed() {
        Desk desk = desk();
        for (String body : List.of(
                "{\"handledBy\": \"REPRESENTATIVE\"}",
                "{\"handledBy\": \"AI\", \"representativeId\": \"%s\"}".formatted(desk.representative()))) {
            Answer refused =
                    desk.client().post(desk.path() + "/conversations", body).refused(400);
            assertThat(refused.text("/message")).contains("representativeId", "handledBy");
        }
    }

    @Test
    void manyComeInTogetherEachWithItsResult() {
        Desk desk = desk();
        ObjectNode right = body(desk);
        ObjectNode unknown = body(desk).put("customerId", UUID.randomUUID().toString());
        ObjectNode early = body(desk).put("endedAt", "2020-01-01T00:00:00Z");
        ObjectNode misspelt = body(desk).put("colour", "red");
        String many = "{\"conversations\": [%s, %s, %s, %s, {}]}".formatted(right, unknown, early, misspelt);

        Answer none = desk.client()
                .post(desk.path() + "/conversations/bulk", many.replace("{}]", "{}], \"allOrNothing\": true"))
                .expect(200);
        assertThat(none.each("success")).containsOnly("false");
        assertThat(desk.get("conversations").at("/meta/total").intValue()).isZero();

        Answer some =
                desk.client().post(desk.path() + "/conversations/bulk", many).expect(200);

        assertThat(some.each("success")).containsExactly("true", "false", "false", "false", "true");
        assertThat(some.text("/data/1/errors/0/field")).isEqualTo("customerId");
        assertThat(some.text("/data/2/errors/0/field")).isEqualTo("endedAt");
        assertThat(some.text("/data/3/errors/0/field")).isEqualTo("colour");
        assertThat(desk.get("conversations").each("id"))
                .containsExactlyInAnyOrder(some.text("/data/0/id"), some.text("/data/4/id"));
        ObjectNode stored = (ObjectNode)
                desk.get("conversations/" + some.text("/data/0/id")).at("/data");
        right.properties()
                .forEach(field -> assertThat(stored.get(field.getKey())).isEqualTo(field.getValue()));
    }

    @Test
    void aThousandAtMostComeInTogether() {
        Desk desk = desk();
        String thousand = "{},".repeat(999) + "{}";

        Answer all = desk.client()
                .post(desk.path() + "/conversations/bulk", "{\"conversations\": [" + thousand + "]}")
                .expect(200);

        assertThat(all.each("success")).hasSize(1000).containsOnly("true");
        desk.client()
                .post(desk.path() + "/conversations/bulk", "{\"conversations\": [{}," + thousand + "]}")
                .refused(400);
        desk.client()
                .post(desk.path() + "/conversations/bulk", "{\"conversations\": []}")
                .refused(400);
        assertThat(desk.get("conversations").at("/meta/total").intValue()).isEqualTo(1000);
    }
}
