package dev.orgworks.api.support;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.util.UUID;

/**
 * The support desk of an organization.
 *
 * @param path that of its routes
 * @param client somebody who manages it
 */
record Desk(String path, Client client) {

    /** A new row of a resource; answers its id. */
    String add(String resource, String body) {
        return make(resource, body).text("/data/id");
    }

    Answer make(String resource, String body) {
        return client.post(path + "/" + resource, body).expect(201);
    }

    Answer get(String resourceAndId) {
        return client.get(path + "/" + resourceAndId).expect(200);
    }

    Answer change(String resourceAndId, String patch) {
        return client.patch(path + "/" + resourceAndId, patch).expect(200);
    }

    /** A new user; answers his id. */
    String user(String role) {
        return add(
                "users",
                "{\"name\": \"John Doe\", \"email\": \"%s@example.com\", \"role\": \"%s\"}"
                        .formatted(UUID.randomUUID(), role));
    }

    String customer() {
        return user("CUSTOMER");
    }

    /** A new representative; answers his id. */
    String representative() {
        return add(
                "representatives",
                "{\"userId\": \"%s\", \"role\": \"SENIOR_SUPPORT\"}".formatted(user("REPRESENTATIVE")));
    }
}
