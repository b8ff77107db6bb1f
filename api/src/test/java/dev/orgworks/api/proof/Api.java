package dev.orgworks.api.proof;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform as its administrator reaches it.
 *
 * @param port where it listens
 */
record Api(int port, String token) {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    /** An upload of gigabytes takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Whether it answers, and well. */
    boolean healthy() {
        try {
            return exchange("GET", "/health", "application/json", BodyPublishers.noBody())
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    JsonNode get(String path) {
        return accepted("GET", path, "application/json", BodyPublishers.noBody());
    }

    /** Posts JSON. */
    JsonNode post(String path, String json) {
        return accepted("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    /** Makes an organization whose name begins so, and says its number. */
    long organization(String name) {
        return accepted(
                        "POST",
                        "/api/organizations",
                        "application/json",
                        BodyPublishers.ofString("{\"name\": \"" + name + " " + UUID.randomUUID() + "\"}"))
                .at("/data/id")
                .longValue();
    }

    /** Asks to take an import back. */
    JsonNode undo(long organization, long importId) {
        return accepted(
                "POST",
                "/api/organizations/" + organization + "/sis/import/" + importId + "/undo",
                "application/json",
                BodyPublishers.noBody());
    }

    /** Uploads a roster into an organization. */
    JsonNode upload(long organization, Path roster) {
        try {
            String name = URLEncoder.encode(String.valueOf(roster.getFileName()), StandardCharsets.UTF_8);
            return accepted(
                    "POST",
                    "/api/organizations/" + organization + "/sis/import?fileName=" + name,
                    "text/csv",
                    BodyPublishers.ofFile(roster));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Downloads into a file. */
    Path download(String path, Path file) {
        try {
            HttpResponse<Path> response = HTTP.send(
                    request("GET", path, "application/json", BodyPublishers.noBody()), BodyHandlers.ofFile(file));
            if (response.statusCode() != 200) {
                throw new IllegalStateException("GET " + path + " was answered " + response.statusCode());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode accepted(String method, String path, String contentType, BodyPublisher body) {
        HttpResponse<String> response = exchange(method, path, contentType, body);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body());
        }
        return JsonMapper.shared().readTree(response.body());
    }

    /** @throws UncheckedIOException when nobody answers */
    private HttpResponse<String> exchange(String method, String path, String contentType, BodyPublisher body) {
        try {
            return HTTP.send(request(method, path, contentType, body), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, String contentType, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .method(method, body)
                .build();
    }
}
