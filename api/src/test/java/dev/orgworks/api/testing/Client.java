package dev.orgworks.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who talks to the application.
 *
 * @param port where it listens
 * @param token the bearer token that is sent; null: none
 */
public record Client(int port, @Nullable String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The same with another token. */
    public Client with(@Nullable String other) {
        return new Client(port, other);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Puts JSON. */
    public Answer put(String path, String json, String... headers) {
        return json("PUT", path, json, headers);
    }

    /** Posts without a body. */
    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** Posts JSON. */
    public Answer post(String path, String json, String... headers) {
        return json("POST", path, json, headers);
    }

    /** Patches with JSON. */
    public Answer patch(String path, String json, String... headers) {
        return json("PATCH", path, json, headers);
    }

    /** Posts a raw body. */
    public Answer post(String path, String contentType, byte[] body) {
        return send("POST", path, BodyPublishers.ofByteArray(body), "Content-Type", contentType);
    }

    /** Posts a file in the form field of a browser. */
    public Answer postFile(String path, String field, String fileName, byte[] content) {
        String boundary = "----a-boundary-of-the-tests";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        return send(
                "POST",
                path,
                BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofByteArray(tail)),
                "Content-Type",
                "multipart/form-data; boundary=" + boundary);
    }

    /** Sends anything. */
    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer json(String method, String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(method, path, BodyPublishers.ofString(json), all);
    }
}
