package dev.orgworks.api.contracts;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A front end that was written against one API document, and knows no other. */
abstract class ContractTest extends ApiTest {

    /** A platform user, and a front end that acts as him. */
    record FrontEnd(long id, Client client) {}

    /** A new user with a token of the contract. */
    FrontEnd frontEnd(@Nullable String contract) {
        return frontEnd("MEMBER", contract);
    }

    FrontEnd frontEnd(String role, @Nullable String contract) {
        long id = user("Jane", "Doe", UUID.randomUUID() + "@example.org", role);
        return new FrontEnd(id, acting(id, contract));
    }

    /** A front end that acts as a user, in a contract. */
    Client acting(long user, @Nullable String contract) {
        Answer issued = admin.post(
                        "/api/tokens",
                        "{\"name\": \"a front end\", \"role\": \"ADMIN\", \"userId\": %d%s}"
                                .formatted(user, contract == null ? "" : ", \"contract\": \"" + contract + "\""))
                .expect(201);
        return admin.with(issued.text("/data/token"));
    }

    long user(String firstName, String lastName, String email, String role) {
        return admin.post("/api/users", """
                        {"firstName": "%s", "lastName": "%s", "email": "%s", "role": "%s"}
                        """.formatted(firstName, lastName, email, role))
                .expect(201)
                .at("/data/id")
                .longValue();
    }

    static String unique(String name) {
        return name + " " + UUID.randomUUID();
    }
}
