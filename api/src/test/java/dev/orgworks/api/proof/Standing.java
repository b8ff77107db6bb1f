package dev.orgworks.api.proof;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Where a job stands.
 *
 * @param attempts how often it was begun
 * @param phase empty before the first
 */
record Standing(String state, int attempts, String phase, long done) {

    private static final Set<String> FINISHED = Set.of("COMPLETED", "FAILED", "CANCELLED");

    static Standing of(Api api, String job) {
        JsonNode run = api.get("/api/jobs/" + job);
        JsonNode phase = run.at("/data/progress/phase");
        return new Standing(
                run.at("/data/state").asString(),
                run.at("/data/attemptCount").intValue(),
                phase.isString() ? phase.asString() : "",
                run.at("/data/progress/done").longValue());
    }

    boolean finished() {
        return FINISHED.contains(state);
    }
}
