package dev.orgworks.api.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.Representative;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Those who answer customers. */
class RepresentativesTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return Representative.class;
    }

    @Override
    String resource() {
        return "representatives";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"userId": "%s", "role": "SENIOR_SUPPORT", "status": "OFFLINE", "maxChats": 10}
                """.formatted(desk.user("REPRESENTATIVE")));
    }

    @Override
    ObjectNode patch() {
        return json("""
                {"role": "TEAM_LEAD", "maxChats": 5}
                """);
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "userId", JSON.nullNode(),
                "role", JSON.readTree("\"BOSS\""),
                "status", JSON.readTree("\"BUSY\""),
                "maxChats", JSON.readTree("-1"));
    }

    @Test
    void comingOnlineOrAwayIsNoted() {
        Desk desk = desk();
        String place = "representatives/" + desk.representative();
        assertThat(desk.get(place).text("/data/lastActiveAt")).isEmpty();

        String online = desk.change(place, "{\"status\": \"ONLINE\"}").text("/data/lastActiveAt");
        String same =
                desk.change(place, "{\"status\": \"ONLINE\", \"maxChats\": 3}").text("/data/lastActiveAt");
        String away = desk.change(place, "{\"status\": \"AWAY\"}").text("/data/lastActiveAt");
        String gone = desk.change(place, "{\"status\": \"OFFLINE\"}").text("/data/lastActiveAt");

        assertThat(online).isNotEmpty().isEqualTo(same);
        assertThat(away).isGreaterThan(online).isEqualTo(gone);
    }

    @Test
    void activeChatsAreThoseThatGoOn() {
        Desk desk = desk();
        String representative = desk.representative();
        String open = desk.add("conversations", "{\"representativeId\": \"%s\"}".formatted(representative));
        desk.add("conversations", "{\"representativeId\": \"%s\"}".formatted(representative));
        desk.add("conversations", "{\"representativeId\": \"%s\"}".formatted(desk.representative()));
        assertThat(desk.get("representatives/" + representative)
                        .at("/data/activeChats")
                        .intValue())
                .isEqualTo(2);

        desk.change("conversations/" + open, "{\"endedAt\": \"2100-01-01T00:00:00Z\"}");

        assertThat(desk.get("representatives/" + representative)
                        .at("/data/activeChats")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aUserIsOneRepresentative() {
        Desk desk = desk();
        String body = body(desk).toString();
        desk.make("representatives", body);

        assertThat(desk.client()
                        .post(desk.path() + "/representatives", body)
                        .refused(409)
                        .text("/message"))
                .contains("userId");
    }
}
