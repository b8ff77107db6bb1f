package dev.orgworks.api.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An import under way, or done. */
record RosterImport(Api api, long organization, long id, String job) {

    /** Uploads a roster, and returns as soon as it is accepted. */
    static RosterImport upload(Api api, long organization, Path roster) {
        JsonNode accepted = api.upload(organization, roster);
        return new RosterImport(
                api,
                organization,
                accepted.at("/data/import/id").longValue(),
                accepted.at("/data/job/id").asString());
    }

    Standing standing() {
        return Standing.of(api, job);
    }

    /**
     * Waits until everything is applied.
     *
     * @throws IllegalStateException when it ends in another way, or does not end
     */
    RosterImport completed(Duration every, Duration patience) {
        Standing end = Polling.until(
                every,
                patience,
                "import " + id + " is done",
                () -> Optional.of(standing()).filter(Standing::finished));
        JsonNode done = api.get("/api/organizations/" + organization + "/sis/import/" + id);
        if (!end.state().equals("COMPLETED")
                || !done.at("/data/phase").asString().equals("COMPLETED")) {
            throw new IllegalStateException("Import " + id + " ended " + end.state() + ": " + done.at("/data"));
        }
        return this;
    }

    /** How many rows had an outcome of this name. */
    long count(String outcome) {
        return api.get("/api/organizations/" + organization + "/sis/import/" + id)
                .at("/data/counts/" + outcome)
                .longValue();
    }
}
