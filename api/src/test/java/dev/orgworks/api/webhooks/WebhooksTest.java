package dev.orgworks.api.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.domain.testing.Receiver;
import dev.orgworks.domain.testing.Receiver.Received;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How administrators keep webhooks, and how they see what became of what was sent. */
class WebhooksTest extends ApiTest {

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aWebhookThatIsTriedGetsWhatItsSecretVerifies() throws Exception {
        Tenant tenant = tenant();
        Client own = somebody("ADMIN", tenant);
        Answer made = own.post(
                        tenant.path() + "/webhooks",
                        "{\"url\": \"%s\", \"description\": \" The office \", \"eventTypes\": [\"report.failed\"]}"
                                .formatted(receiver.url()))
                .expect(201);
        assertThat(made.text("/data/secret")).startsWith("whsec_");
        assertThat(made.text("/data/description")).isEqualTo("The office");
        assertThat(made.text("/data/state")).isEqualTo("ENABLED");
        assertThat(made.header("location")).isEqualTo(tenant.path() + "/webhooks/" + made.text("/data/id"));

        Answer queued = own.post(made.header("location") + "/test").expect(202);

        eventually(() -> assertThat(receiver.received()).hasSize(1));
        Received received = receiver.received().get(0);
        new Webhook(made.text("/data/secret")).verify(received.body(), received.headers());
        assertThat(received.body()).contains("\"type\":\"webhook.test\"");
        assertThat(received.header("webhook-id")).isEqualTo(queued.text("/data/eventId"));
        eventually(() -> {
            Answer delivery = own.get(tenant.path() + "/webhooks/deliveries/" + queued.text("/data/id"))
                    .expect(200);
            assertThat(delivery.text("/data/delivery/state")).isEqualTo("DELIVERED");
            assertThat(delivery.text("/data/payload/type")).isEqualTo("webhook.test");
            assertThat(delivery.at("/data/log/0/status").intValue()).isEqualTo(204);
        });
    }

    @Test
    void theSecretIsShownOnceAndRotated() throws Exception {
        Tenant tenant = tenant();
        Answer made = webhook(tenant, receiver.url());
        String path = made.header("location");
        String secret = made.text("/data/secret");

        assertThat(admin.get(path).expect(200).body()
                        + admin.get(tenant.path() + "/webhooks").body())
                .doesNotContain(secret.substring(6), "\"secret\"");
        Answer rotated = admin.post(
                        path + "/secret", "{\"graceSeconds\": 3600}", "x-request-id", "rotate-" + tenant.uuid())
                .expect(200);
        assertThat(rotated.text("/data/secret")).startsWith("whsec_").isNotEqualTo(secret);
        assertThat(rotated.text("/data/previousSecretUntil")).isNotEmpty();
        admin.post(path + "/secret", "{\"graceSeconds\": 86401}").refused(400);

        admin.post(path + "/test").expect(202);
        eventually(() -> assertThat(receiver.received()).hasSize(1));
        Received received = receiver.received().get(0);
        new Webhook(secret).verify(received.body(), received.headers());
        new Webhook(rotated.text("/data/secret")).verify(received.body(), received.headers());
        assertThat(audit("rotate-" + tenant.uuid())).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("webhook.rotated");
            assertThat(row.toString()).doesNotContain("whsec_");
        });
        assertThat(database.sql("select count(*) from audit_event where after_value like '%whsec%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aChangeThatMissesSomebodyElsesIsRefused() {
        Tenant tenant = tenant();
        String path = webhook(tenant, receiver.url()).header("location");
        String tag = admin.get(path).expect(200).header("etag");

        Answer changed = patch(path, "{\"enabled\": false}", tag).expect(200);

        assertThat(changed.text("/data/state")).isEqualTo("DISABLED");
        assertThat(changed.text("/data/disabledReason")).isEqualTo("BY_HAND");
        assertThat(changed.at("/data/version").intValue()).isEqualTo(1);
        patch(path, "{\"description\": \"late\"}", tag).refused(412);
        patch(path, "{\"description\": \"late\", \"version\": 0}", "*").refused(412);
        admin.post(path + "/test").refused(409);
        Answer enabled = patch(path, "{\"enabled\": true, \"eventTypes\": [\"report.late\", \"report.late\"]}", "*")
                .expect(200);
        assertThat(enabled.at("/data/eventTypes").toString()).isEqualTo("[\"report.late\"]");
        assertThat(enabled.text("/data/disabledReason")).isEmpty();
        admin.delete(path).expect(200);
        admin.get(path).refused(404);
    }

    @Test
    void whatIsNoAddressOrNoEventIsRefused() {
        Tenant tenant = tenant();

        for (String body : List.of(
                "{}",
                "{\"url\": \"\"}",
                "{\"url\": \"ftp://example.org\"}",
                "{\"url\": \"https://a:b@example.org\"}",
                "{\"url\": \"%s\"}".formatted("https://example.org/" + "x".repeat(2_000)),
                "{\"url\": \"https://example.org\", \"eventTypes\": [null]}",
                "{\"url\": \"https://example.org\", \"eventTypes\": [\"report.lost\"]}")) {
            admin.post(tenant.path() + "/webhooks", body).refused(400);
        }
        admin.get(tenant.path() + "/webhooks/deliveries?type=nothing").refused(400);
        admin.get(tenant.path() + "/webhooks/deliveries?state=LOST").refused(400);
        assertThat(admin.get(tenant.path() + "/webhooks").expect(200).each("id"))
                .isEmpty();
    }

    @Test
    void deadDeliveriesAreListedAndSentAgain() {
        Tenant tenant = tenant();
        Answer made = webhook(tenant, receiver.url());
        String first = deadDelivery(tenant, made.text("/data/id"));
        String second = deadDelivery(tenant, made.text("/data/id"));
        String list = tenant.path() + "/webhooks/deliveries";

        assertThat(admin.get(list + "?state=DEAD&type=webhook.test&endpointId=" + made.text("/data/id"))
                        .expect(200)
                        .each("id"))
                .containsExactly(second, first);
        assertThat(admin.get(list + "?state=DEAD&limit=1")
                        .expect(200)
                        .at("/meta/total")
                        .intValue())
                .isEqualTo(2);
        admin.post(list + "/" + first + "/redeliver").expect(202);
        eventually(() -> assertThat(receiver.received()).hasSize(1));
        Answer again = admin.post(made.header("location") + "/redeliver", "{\"since\": \"2020-01-01T00:00:00Z\"}")
                .expect(202);

        assertThat(again.at("/data/deliveries").intValue()).isEqualTo(1);
        eventually(() -> assertThat(
                        admin.get(list + "?state=DELIVERED").expect(200).each("id"))
                .containsExactly(second, first));
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void anotherOrganizationsWebhooksAreNotFoundBelowOnesOwn() {
        Tenant tenant = tenant();
        String endpoint = webhook(tenant, receiver.url()).text("/data/id");
        String delivery = deadDelivery(tenant, endpoint);
        Tenant other = tenant();
        Client stranger = somebody("ADMIN", other);

        for (String path : List.of("/webhooks/" + endpoint, "/webhooks/deliveries/" + delivery)) {
            stranger.get(other.path() + path).refused(404);
            stranger.get(tenant.path() + path).refused(404);
        }
        stranger.post(other.path() + "/webhooks/" + endpoint + "/test").refused(404);
        stranger.post(other.path() + "/webhooks/" + endpoint + "/secret", "{}").refused(404);
        stranger.post(other.path() + "/webhooks/" + endpoint + "/redeliver", "{\"since\": \"2020-01-01T00:00:00Z\"}")
                .refused(404);
        stranger.post(other.path() + "/webhooks/deliveries/" + delivery + "/redeliver")
                .refused(404);
        stranger.delete(other.path() + "/webhooks/" + endpoint).refused(404);
        assertThat(stranger.get(other.path() + "/webhooks/deliveries?endpointId=" + endpoint)
                        .expect(200)
                        .each("id"))
                .isEmpty();
    }

    @Test
    void theSameKeyMakesOneWebhookAndShowsItsSecretAgain() {
        Tenant tenant = tenant();
        String body = "{\"url\": \"%s\"}".formatted(receiver.url());
        String key = UUID.randomUUID().toString();

        Answer first = admin.post(tenant.path() + "/webhooks", body, "Idempotency-Key", key)
                .expect(201);
        Answer again = admin.post(tenant.path() + "/webhooks", body, "Idempotency-Key", key)
                .expect(201);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(admin.get(tenant.path() + "/webhooks").expect(200).each("id"))
                .hasSize(1);
    }

    private Answer patch(String path, String body, String tag) {
        return admin.send(
                "PATCH", path, BodyPublishers.ofString(body), "Content-Type", "application/json", "If-Match", tag);
    }
}
