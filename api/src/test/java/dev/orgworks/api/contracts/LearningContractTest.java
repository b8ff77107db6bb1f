package dev.orgworks.api.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole of the learning document, the platform's own: what of it works, and that the rest says that it is not there. */
class LearningContractTest extends ContractTest {

    private static final String ROUTE = "/api/organizations";

    private static final Map<String, String> BODIES = Map.of(
            "PATCH /api/organizations/{organizationId}/licenses",
            "{\"changes\": [{\"action\": \"expire\", \"poolId\": 1}]}",
            "POST /api/organizations",
            "{\"name\": \"Walked %s\"}",
            "PATCH /api/organizations/{organizationId}/learners",
            "{\"changes\": [{\"externalId\": \"A\", \"action\": \"suspend\"}]}",
            "POST /api/organizations/{organizationId}/provisioning",
            "{\"kind\": \"LICENSE\", \"label\": \"Class\", \"poolId\": {poolId}}",
            "PATCH /api/organizations/{organizationId}/provisioning",
            "{\"tokenId\": {tokenId}, \"action\": \"rename\", \"label\": \"Another\"}",
            "POST /api/organizations/{organizationId}/reports/jobs",
            "{\"name\": \"Learners\", \"report\": {\"type\": \"learners\"}, \"cadence\": \"weekly\"}",
            "POST /api/organizations/claim-license",
            "{\"token\": \"{token}\"}",
            "POST /api/organizations/{organizationId}/reports/exports",
            "{\"type\": \"learners\"}",
            "POST /api/organizations/{organizationId}/sis/import",
            "user_id,login_id,status\nB,bob,active\n");

    record Line(String method, String path, boolean works) {

        String name() {
            return method + " " + path;
        }

        @Override
        public String toString() {
            return name();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aRouteOfTheDocumentWorksOrSaysThatItIsNotThere(Line line) {
        FrontEnd jane = frontEnd("learning");
        Answer made = jane.client().post(ROUTE, "{\"name\": \"School\"}").expect(201);
        String id = made.text("/data/id");
        Answer roster = jane.client()
                .post(
                        ROUTE + "/" + id + "/sis/import",
                        "text/csv",
                        "user_id,login_id,status\nA,ada,active\n".getBytes(StandardCharsets.UTF_8))
                .expect(202);
        finished(roster.text("/data/job/id"));

        Answer answer = send(jane.client(), line, things(jane.client(), id));

        if (line.works()) {
            assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
        } else {
            assertThat(answer.refused(answer.status()).status())
                    .as(answer.body())
                    .isIn(404, 405);
        }
    }

    @Test
    void itsBodiesHoldWhatTheWorkspaceAndTheStudioShow() {
        Client jane = frontEnd("learning").client();
        String path = jane.post(ROUTE, "{\"name\": \"Everything\", \"category\": \"MAKEUP\"}")
                .expect(201)
                .header("location");

        Answer learning = jane.get(path).expect(200);
        for (String other : new String[] {"workspace", "studio"}) {
            Answer shown = jane.get(path, "X-Api-Contract", other).expect(200);
            shown.at("/data")
                    .properties()
                    .forEach(field -> assertThat(
                                    learning.at("/data/" + field.getKey()).asString())
                            .as(field.getKey())
                            .isEqualTo(field.getValue().asString()));
        }
        assertThat(learning.text("/message"))
                .isEqualTo(jane.get(path, "X-Api-Contract", "studio").text("/message"));
        String missing = ROUTE + "/123456789012";
        assertThat(jane.get(missing).refused(404).text("/message"))
                .isEqualTo(jane.get(missing, "X-Api-Contract", "studio").text("/message"));
    }

    /** What routes ask for by name. */
    private Map<String, String> things(Client client, String organization) {
        long pool = seats(ROUTE + "/" + organization, 5, "{}");
        Answer token = client.post(
                        ROUTE + "/" + organization + "/provisioning",
                        "{\"kind\": \"LICENSE\", \"label\": \"Class\", \"poolId\": %d}".formatted(pool))
                .expect(201);
        Answer export = client.post(ROUTE + "/" + organization + "/reports/exports", "{\"type\": \"learners\"}")
                .expect(202);
        finished(export.text("/data/job/id"));
        return Map.of(
                "organizationId",
                organization,
                "exportId",
                export.text("/data/export/id"),
                "poolId",
                String.valueOf(pool),
                "tokenId",
                token.text("/data/id"),
                "token",
                token.text("/data/token"));
    }

    private static String filled(String text, Map<String, String> things) {
        String filled = text;
        for (Map.Entry<String, String> thing : things.entrySet()) {
            filled = filled.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        return filled;
    }

    private Answer send(Client client, Line line, Map<String, String> things) {
        if (line.path().contains("/invites")) {
            return sendOfInvite(client, line, Objects.requireNonNull(things.get("organizationId")));
        }
        String body = filled(
                BODIES.getOrDefault(line.name(), "{}")
                        .replace("%s", java.util.UUID.randomUUID().toString()),
                things);
        boolean none = line.method().equals("GET");
        BodyPublisher publisher = none ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return client.send(
                line.method(),
                filled(line.path(), things),
                publisher,
                "x-org-report-runner-secret",
                RUNNER_SECRET,
                "Content-Type",
                body.startsWith("{") ? "application/json" : "text/csv");
    }

    /** What whoever has an invite's link sends is sent without a token. */
    private Answer sendOfInvite(Client client, Line line, String organization) {
        String invites = ROUTE + "/" + organization + "/invites";
        long invite = client.post(invites, "{\"email\": \"ada@example.org\", \"role\": \"VIEWER\"}")
                .expect(201)
                .at("/data/invite/id")
                .longValue();
        String secret = secretOf(invite);
        String body = switch (line.name()) {
            case "POST /api/organizations/{organizationId}/invites" ->
                "{\"email\": \"grace@example.org\", \"role\": \"VIEWER\"}";
            case "PATCH /api/organizations/{organizationId}/invites" ->
                "{\"inviteId\": %d, \"action\": \"revoke\"}".formatted(invite);
            default -> "{\"token\": \"%s\", \"firstName\": \"Ada\", \"lastName\": \"Lovelace\"}".formatted(secret);
        };
        return (line.path().contains("/accept") ? nobody : client)
                .send(
                        line.method(),
                        line.path().replace("{organizationId}", organization).replace("=x", "=" + secret),
                        line.method().equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                        "Content-Type",
                        "application/json");
    }

    static Stream<Line> lines() {
        try (InputStream in = Objects.requireNonNull(LearningContractTest.class.getResourceAsStream("learning.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1))
                            .map(cells -> new Line(cells[0], cells[1], cells[2].equals("WORKS")))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
