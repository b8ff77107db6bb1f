package dev.orgworks.api.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An export under way, or done. */
record FileExport(Api api, String path, String job) {

    /** Asks for a file of learners. */
    static FileExport ofLearners(Api api, long organization, String format) {
        JsonNode accepted = api.post(
                "/api/organizations/" + organization + "/reports/exports",
                "{\"type\": \"learners\", \"format\": \"" + format + "\"}");
        return new FileExport(
                api,
                "/api/organizations/" + organization + "/reports/exports/"
                        + accepted.at("/data/export/id").longValue(),
                accepted.at("/data/job/id").asString());
    }

    Standing standing() {
        return Standing.of(api, job);
    }

    /**
     * Waits until there is the file.
     *
     * @throws IllegalStateException when it ends in another way, or does not end
     */
    FileExport completed(Duration patience) {
        Standing end = Polling.until(
                Duration.ofMillis(20),
                patience,
                path + " is done",
                () -> Optional.of(standing()).filter(Standing::finished));
        if (!end.state().equals("COMPLETED")) {
            throw new IllegalStateException(path + " ended " + end.state() + ": " + api.get("/api/jobs/" + job));
        }
        return this;
    }

    long rows() {
        return api.get(path).at("/data/rows").longValue();
    }

    String sha256() {
        return api.get(path).at("/data/sha256").asString();
    }

    /** From the start of its job to the end, as the job's own row has them. */
    double seconds() {
        JsonNode run = api.get("/api/jobs/" + job);
        return ChronoUnit.MICROS.between(
                        Instant.parse(run.at("/data/startedAt").asString()),
                        Instant.parse(run.at("/data/finishedAt").asString()))
                / 1e6;
    }

    Path download(Path file) {
        return api.download(path + "/download", file);
    }
}
