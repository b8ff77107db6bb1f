package dev.orgworks.api.support;

import dev.orgworks.domain.support.Agent;
import dev.orgworks.domain.support.DeskRow;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The configurations of AI agents. */
class AgentsTest extends CrudContractTest {

    @Override
    Class<? extends DeskRow> type() {
        return Agent.class;
    }

    @Override
    String resource() {
        return "agents";
    }

    @Override
    ObjectNode body(Desk desk) {
        return json("""
                {"name": "Response Recommendation Agent", "type": "RESPONSE_RECOMMENDATION", "description": "...",
                 "enabled": true, "status": "ACTIVE", "assertions": 142, "accuracy": "94.20", "avgLatency": 1200,
                 "dataSources": ["Conversation History", "Customer Profile"],
                 "thresholds": {"confidence": 0.85, "maxTokens": 500}}
                """);
    }

    @Override
    ObjectNode patch() {
        return json("{\"name\": \"Another\", \"status\": \"PAUSED\", \"accuracy\": \"95.00\", \"dataSources\": []}");
    }

    @Override
    Map<String, JsonNode> wrong() {
        return Map.of(
                "name", JSON.nullNode(),
                "type", JSON.readTree("\"ROBOT\""),
                "accuracy", JSON.readTree("\"100.01\""),
                "avgLatency", JSON.readTree("-1"),
                "enabled", JSON.readTree("\"yes\""),
                "thresholds", JSON.readTree("5"));
    }
}
