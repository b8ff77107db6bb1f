package dev.orgworks.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** A test of every route: those of {@code routes.tsv}, and an organization's own things to fill into them. */
abstract class ListedRoutes extends ApiTest {

    /** A line of {@code routes.tsv}. */
    record Route(String method, String path, String query, String role, String stranger, String own, String body) {

        String name() {
            return (method + " " + path + " " + query).strip();
        }

        boolean isOpen() {
            return role.equals("OPEN");
        }

        /** Of a desk's resource: its rows share the {@code id} of many tables. */
        boolean isOfDesk() {
            return path.startsWith("/organizations/{organizationId}/");
        }

        Route with(Map<String, String> values) {
            String filledPath = path;
            String filledBody = body;
            for (Map.Entry<String, String> value : values.entrySet()) {
                if (value.getKey().endsWith("/id")) {
                    String resource = value.getKey().substring(0, value.getKey().length() - 2);
                    filledPath = filledPath.replace("/" + resource + "{id}", "/" + resource + value.getValue());
                }
            }
            for (Map.Entry<String, String> value : values.entrySet()) {
                filledPath = filledPath.replace("{" + value.getKey() + "}", value.getValue());
                filledBody = filledBody.replace("{" + value.getKey() + "}", value.getValue());
            }
            return new Route(method, filledPath, query, role, stranger, own, filledBody);
        }

        Answer send(Client client, String... headers) {
            return client.send(
                    method,
                    query.isEmpty() ? path : path + "?" + query,
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                    Stream.concat(
                                    Stream.of("Content-Type", body.startsWith("{") ? "application/json" : "text/csv"),
                                    Stream.of(headers))
                            .toArray(String[]::new));
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** What a route asks for. */
    Map<String, String> things(Tenant tenant, Route route) {
        return route.isOfDesk() ? desk(tenant) : things(tenant);
    }

    /** What all routes together ask for. */
    Map<String, String> everything(Tenant tenant) {
        Map<String, String> everything = new HashMap<>(desk(tenant));
        everything.putAll(things(tenant));
        return everything;
    }

    /** What an organization's support desk has: a row of each resource. */
    Map<String, String> desk(Tenant tenant) {
        String customer =
                row(tenant, "users", "{\"name\": \"Ada\", \"email\": \"ada@example.org\", \"role\": \"CUSTOMER\"}");
        return Map.ofEntries(
                Map.entry("organizationId", String.valueOf(tenant.id())),
                Map.entry("customerId", customer),
                Map.entry("users/id", user(tenant)),
                Map.entry("representatives/id", row(tenant, "representatives", """
                        {"userId": "%s", "role": "ADMIN"}
                        """.formatted(user(tenant)))),
                Map.entry("customer-profiles/id", row(tenant, "customer-profiles", """
                        {"userId": "%s"}
                        """.formatted(user(tenant)))),
                Map.entry("conversations/id", row(tenant, "conversations", "{}")),
                Map.entry("tickets/id", row(tenant, "tickets", """
                        {"customerId": "%s", "subject": "Help", "category": "OTHER"}
                        """.formatted(customer))),
                Map.entry("escalations/id", row(tenant, "escalations", """
                        {"customerId": "%s", "reason": "OTHER"}
                        """.formatted(customer))),
                Map.entry("refunds/id", row(tenant, "refunds", """
                        {"orderId": "1", "customerId": "%s", "amount": "1.00", "reason": "OTHER"}
                        """.formatted(customer))),
                Map.entry("budgets/id", row(tenant, "budgets", """
                        {"type": "REFUND", "period": "YEARLY", "limit": "9.00",
                         "periodStart": "2020-01-01T00:00:00Z", "periodEnd": "2090-01-01T00:00:00Z"}
                        """)),
                Map.entry("decision-rules/id", row(tenant, "decision-rules", """
                        {"name": "Never", "priority": 1, "action": "CUSTOM",
                         "conditions": [{"field": "entity", "operator": "eq", "value": "NOTHING"}]}
                        """)),
                Map.entry("agents/id", row(tenant, "agents", "{\"name\": \"Agent\", \"type\": \"CUSTOM\"}")));
    }

    private String user(Tenant tenant) {
        return row(
                tenant,
                "users",
                "{\"name\": \"Bob\", \"email\": \"%s@example.org\", \"role\": \"REPRESENTATIVE\"}"
                        .formatted(UUID.randomUUID()));
    }

    private String row(Tenant tenant, String resource, String body) {
        return admin.post("/organizations/" + tenant.id() + "/" + resource, body)
                .expect(201)
                .text("/data/id");
    }

    /** An organization's things of every kind, by the name under which routes ask for them; its job is done. */
    Map<String, String> things(Tenant tenant) {
        Answer done = imported(tenant, "user_id,login_id,status\nA,ada,active\n");
        String endpoint =
                webhook(tenant, "http://localhost:1/nobody", "webhook.test").text("/data/id");
        return Map.ofEntries(
                Map.entry("endpointId", endpoint),
                Map.entry("deliveryId", deadDelivery(tenant, endpoint)),
                Map.entry("organizationId", String.valueOf(tenant.id())),
                Map.entry("now", Instant.now().toString()),
                Map.entry("importId", done.text("/data/id")),
                Map.entry("jobId", done.text("/data/jobId")),
                Map.entry("learnerId", admin.get(tenant.path() + "/learners").text("/data/0/id")),
                Map.entry("scheduleId", schedule(tenant)),
                Map.entry("reportJobId", reportJob(tenant)),
                Map.entry("mailId", deadLetter(tenant, UUID.randomUUID() + "@example.org")),
                Map.entry("inviteId", String.valueOf(invited(tenant, "invited@example.org", "VIEWER"))),
                Map.entry("exportId", exported(tenant)),
                Map.entry("tokenId", handout(tenant)),
                Map.entry("userId", String.valueOf(member(tenant, "VIEWER").id())),
                Map.entry("poolId", String.valueOf(seats(tenant, 5, "{}"))),
                Map.entry("id", issue(admin, "VIEWER", List.of(tenant.id())).text("/data/id")));
    }

    private String exported(Tenant tenant) {
        Answer started = admin.post(tenant.path() + "/reports/exports", "{\"type\": \"imports\"}")
                .expect(202);
        finished(started.text("/data/job/id"));
        return started.text("/data/export/id");
    }

    private String handout(Tenant tenant) {
        return admin.post(
                        tenant.path() + "/provisioning",
                        "{\"kind\": \"LICENSE\", \"label\": \"Class\", \"poolId\": %s}"
                                .formatted(String.valueOf(seats(tenant, 5, "{}"))))
                .expect(201)
                .text("/data/id");
    }

    private String schedule(Tenant tenant) {
        return admin.post("/api/schedules", """
                        {"organizationId": %d, "name": "Greets", "type": "greeting", "cron": "0 3 1 1 *",
                         "parameters": {"whom": "World"}}
                        """.formatted(tenant.id()))
                .expect(201)
                .text("/data/id");
    }

    private String reportJob(Tenant tenant) {
        return admin.post(
                        tenant.path() + "/reports/jobs",
                        "{\"name\": \"Learners\", \"report\": {\"type\": \"learners\"}, \"cron\": \"0 3 1 1 *\"}")
                .expect(201)
                .text("/data/id");
    }

    void jobsAreDone() {
        eventually(() -> assertThat(
                        database.sql("select count(*) from job_run where state in ('QUEUED', 'RUNNING', 'CANCELLING')")
                                .query(Long.class)
                                .single())
                .isZero());
    }

    /** What their sending notes elsewhere, such as in an invite, is noted then. */
    void lettersAreSent(Tenant tenant) {
        eventually(() -> assertThat(database.sql("""
                                select count(*) from mail_message
                                where organization_id = :organization and state in ('QUEUED', 'SENDING')
                                """)
                        .param("organization", tenant.id())
                        .query(Long.class)
                        .single())
                .isZero());
    }

    static Stream<Route> closedRoutes() {
        return routes().filter(route -> !route.isOpen());
    }

    static Stream<Route> routes() {
        try (InputStream in = Objects.requireNonNull(ListedRoutes.class.getResourceAsStream("routes.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", -1))
                            .map(cells ->
                                    new Route(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]))
                            .toList()
                            .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
