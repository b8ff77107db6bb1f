package dev.orgworks.domain.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.testing.Receiver;
import dev.orgworks.domain.testing.Receiver.Received;
import dev.orgworks.domain.webhooks.CreateEndpoint.Created;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.IllegalTransactionStateException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks, from the transaction in which something happens to a server that takes it, refuses it, hangs, or is not there. */
class SendWebhooksTest {

    private static final Map<String, Object> DATA = Map.of("exportId", 7, "name", "Größe \"XL\" <b>");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final HookOffice office = open(new HookOffice());
    private final Receiver receiver = open(new Receiver());

    @BeforeEach
    void forgetWhatOtherTestsLeft() {
        office.jdbc().sql("delete from webhook_endpoint").update();
    }

    @AfterEach
    void closeEverything() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void anEventArrivesSignedAsStandardWebhooksSays() throws Exception {
        Created made = office.endpoint(receiver.url());

        assertThat(office.queue(WebhookType.REPORT_COMPLETED, "one", DATA)).isTrue();
        office.send();

        Received received = only();
        new Webhook(made.secret().text()).verify(received.body(), received.headers());
        assertThat(received.header("content-type")).isEqualTo("application/json");
        JsonNode body = JsonMapper.shared().readTree(received.body());
        assertThat(body.path("type").asString()).isEqualTo("report.completed");
        assertThat(Instant.parse(body.path("timestamp").asString())).isEqualTo(office.now());
        assertThat(body.at("/data/exportId").intValue()).isEqualTo(7);
        assertThat(body.at("/data/name").asString()).isEqualTo("Größe \"XL\" <b>");
        assertThat(office.only())
                .satisfies(delivery -> assertThat(delivery.state()).isEqualTo(DeliveryState.DELIVERED))
                .satisfies(
                        delivery -> assertThat(delivery.eventId().toString()).isEqualTo(received.header("webhook-id")));
        assertThat(office.detail().log()).singleElement().satisfies(attempt -> {
            assertThat(attempt.status()).isEqualTo(204);
            assertThat(attempt.error()).isNull();
        });
    }

    @Test
    void whoeverHasNotTheSecretOrAnotherBodyIsFoundOut() {
        office.endpoint(receiver.url());
        office.queue();
        office.send();
        Received received = only();

        assertThatThrownBy(() -> new Webhook(WebhookSecret.random().text()).verify(received.body(), received.headers()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void whatIsNotCommittedIsNotSent() {
        office.endpoint(receiver.url());

        assertThatThrownBy(() -> office.inTransaction(() -> {
                    office.bean(QueueWebhook.class)
                            .queue(HookOffice.SOMEBODY, office.organization(), WebhookType.REPORT_LATE, "no", DATA);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        office.send();

        assertThat(receiver.received()).isEmpty();
        assertThat(office.queue(WebhookType.REPORT_LATE, "no", DATA)).isTrue();
        assertThatThrownBy(() -> office.bean(QueueWebhook.class)
                        .queue(HookOffice.SOMEBODY, office.organization(), WebhookType.REPORT_LATE, "no", DATA))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void oneKeyIsOneEventHoweverManyQueueItAtOnce() throws Exception {
        office.endpoint(receiver.url());
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        long news = 0;
        try {
            List<Callable<Boolean>> work = IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<Boolean>) () -> office.queue(WebhookType.REPORT_FAILED, "same", DATA))
                    .toList();
            for (var done : nodes.invokeAll(work)) {
                news += done.get() ? 1 : 0;
            }
        } finally {
            nodes.shutdownNow();
        }
        office.send();

        assertThat(news).isEqualTo(1);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void severalSendersAtOnceSendEachOfManyOnce() throws Exception {
        office.endpoint(receiver.url());
        for (int i = 0; i < 60; i++) {
            office.queue();
        }
        HookOffice other = open(new HookOffice());
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (var done : nodes.invokeAll(List.<Callable<Boolean>>of(() -> drained(office), () -> drained(other)))) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        drained(office);

        assertThat(receiver.received()).hasSize(60);
        assertThat(receiver.received().stream()
                        .map(one -> one.header("webhook-id"))
                        .distinct())
                .hasSize(60);
    }

    @Test
    void onlyWhoWantsAnEventGetsIt() {
        Receiver everything = open(new Receiver());
        office.endpoint(receiver.url(), "report.failed");
        office.endpoint(everything.url());
        Created off = office.endpoint(receiver.url());
        change(off.endpoint(), new EndpointChange(null, null, null, false));

        office.queue(WebhookType.REPORT_COMPLETED, "completed", DATA);
        office.queue(WebhookType.REPORT_FAILED, "failed", DATA);
        office.send();

        assertThat(everything.received()).hasSize(2);
        assertThat(only().body()).contains("report.failed");
    }

    @Test
    void aFailureIsTriedAgainWithTheSameIdAndBodyAndATimestampOfItsOwn() throws Exception {
        receiver.answers(500, 302, 200).says("no \u20ac".repeat(600)).redirectsTo(receiver.url());
        Created made = office.endpoint(receiver.url());
        office.queue();

        office.send();
        assertWaits(Duration.ofSeconds(5), 1);
        assertThat(office.endpoint(made.endpoint().id()).failingSince()).isEqualTo(office.now());
        office.send();
        assertThat(receiver.received()).hasSize(1);
        office.later(Duration.ofSeconds(6));
        office.send();
        assertWaits(Duration.ofMinutes(5), 2);
        office.later(Duration.ofMinutes(6));
        office.send();

        assertThat(office.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received()).hasSize(3);
        assertThat(receiver.received().stream()
                        .map(one -> one.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        assertThat(receiver.received().stream().map(Received::body).distinct()).hasSize(1);
        for (Received each : receiver.received()) {
            String signed = new Webhook(made.secret().text())
                    .sign(each.header("webhook-id"), Long.parseLong(each.header("webhook-timestamp")), each.body());
            assertThat(each.header("webhook-signature")).isEqualTo(signed);
        }
        assertThat(receiver.received().get(2).header("webhook-timestamp"))
                .isEqualTo(String.valueOf(office.now().getEpochSecond()));
        assertThat(office.detail().log()).extracting(DeliveryAttempt::status).containsExactly(500, 302, 200);
        assertThat(office.detail().log().get(0).answer()).hasSize(1_000).startsWith("no \u20acno");
        assertThat(office.detail().log().get(0).error()).isEqualTo("The endpoint answered 500");
        assertThat(office.endpoint(made.endpoint().id()).failingSince()).isNull();
    }

    @Test
    void afterEightFailuresADeliveryIsDeadUntilSomebodyAsksForIt() {
        receiver.answers(500, 501, 502, 503, 400, 404, 429, 301);
        office.endpoint(receiver.url());
        office.queue();

        for (int i = 0; i < 12; i++) {
            office.send();
            office.later(Duration.ofHours(13));
        }

        assertThat(receiver.received()).hasSize(8);
        assertThat(office.only().state()).isEqualTo(DeliveryState.DEAD);
        assertThat(office.only().lastStatus()).isEqualTo(301);
        office.bean(RedeliverWebhook.class)
                .redeliver(
                        HookOffice.SOMEBODY,
                        office.organization(),
                        office.only().id());
        office.send();
        assertThat(office.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(receiver.received()).hasSize(9);
        assertThat(receiver.received().get(8).header("webhook-id"))
                .isEqualTo(receiver.received().get(0).header("webhook-id"));
    }

    @Test
    void allThatIsDeadSinceATimeIsSentAgain() {
        Created made = office.endpoint(receiver.url());
        for (int i = 0; i < 3; i++) {
            office.queue();
            office.later(Duration.ofHours(1));
        }
        office.jdbc()
                .sql("update webhook_delivery set state = 'DEAD' where organization_id = :organization")
                .param("organization", office.organization())
                .update();

        int again = office.bean(RedeliverWebhook.class)
                .redeliverAll(
                        HookOffice.SOMEBODY,
                        office.organization(),
                        made.endpoint().id(),
                        office.now().minus(Duration.ofMinutes(150)));
        office.send();

        assertThat(again).isEqualTo(2);
        assertThat(receiver.received()).hasSize(2);
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnce() {
        receiver.answers(410);
        Created made = office.endpoint(receiver.url());
        office.queue();

        office.send();
        office.queue();
        office.later(Duration.ofDays(1));
        office.send();

        assertThat(receiver.received()).hasSize(1);
        WebhookEndpoint endpoint = office.endpoint(made.endpoint().id());
        assertThat(endpoint.state()).isEqualTo(EndpointState.DISABLED);
        assertThat(endpoint.disabledReason()).isEqualTo(DisabledReason.GONE);
        assertThat(endpoint.version()).isEqualTo(1);
        assertThat(office.only().state()).isEqualTo(DeliveryState.DEAD);
        assertThat(office.jdbc()
                        .sql(
                                "select count(*) from audit_event where organization_id = :id and action = 'webhook.disabled'")
                        .param("id", office.organization())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThatThrownBy(() -> office.bean(TryEndpoint.class)
                        .attempt(HookOffice.SOMEBODY, office.organization(), endpoint.id()))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void anEndpointThatFailsForFiveDaysIsDisabledAndItsAdministratorsAreTold() {
        String administrator = UUID.randomUUID() + "@example.org";
        administrator(administrator);
        Created made = office.endpoint("http://localhost:" + freePort() + "/nobody");
        office.queue();
        office.send();
        assertThat(office.detail().log().get(0).error()).isEqualTo("The endpoint could not be reached");
        office.later(Duration.ofDays(4));
        office.send();
        assertThat(office.endpoint(made.endpoint().id()).state()).isEqualTo(EndpointState.ENABLED);

        office.later(Duration.ofDays(1));
        office.send();

        WebhookEndpoint endpoint = office.endpoint(made.endpoint().id());
        assertThat(endpoint.disabledReason()).isEqualTo(DisabledReason.FAILING);
        assertThat(office.only().state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(office.jdbc()
                        .sql(
                                "select count(*) from mail_message where recipient = :recipient and kind = 'WEBHOOK_DISABLED'")
                        .param("recipient", administrator)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);

        change(endpoint, new EndpointChange(receiver.url(), null, null, true));
        office.later(Duration.ofDays(1));
        office.send();
        assertThat(office.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(office.endpoint(endpoint.id()).failingSince()).isNull();
    }

    @Test
    void whileASecretIsRotatedBothSignAndThenTheNewOneAlone() throws Exception {
        Created made = office.endpoint(receiver.url());
        Created rotated = office.bean(RotateSecret.class)
                .rotate(
                        HookOffice.SOMEBODY,
                        office.organization(),
                        made.endpoint().id(),
                        ExpectedVersion.ANY,
                        Duration.ofMinutes(1));
        assertThat(rotated.secret()).isNotEqualTo(made.secret());
        assertThat(rotated.endpoint().previousSecretUntil())
                .isEqualTo(office.now().plus(Duration.ofMinutes(1)));

        office.queue();
        office.send();
        new Webhook(made.secret().text()).verify(only().body(), only().headers());
        new Webhook(rotated.secret().text()).verify(only().body(), only().headers());
        office.later(Duration.ofMinutes(1));
        office.queue();
        office.send();

        Received last = receiver.received().get(1);
        new Webhook(rotated.secret().text()).verify(last.body(), last.headers());
        assertThatThrownBy(() -> new Webhook(made.secret().text()).verify(last.body(), last.headers()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThat(office.endpoint(made.endpoint().id()).previousSecretUntil()).isNull();
    }

    @Test
    void oneThatHangsHoldsNeitherTheOthersNorTheSender() {
        HookOffice patient = open(new HookOffice("orgworks.webhooks.timeout=2s"));
        Receiver hanging = open(new Receiver().hangs());
        patient.endpoint(hanging.url());
        patient.endpoint(receiver.url());
        for (int i = 0; i < 10; i++) {
            patient.queue();
        }
        SendWebhooks sender = patient.bean(SendWebhooks.class);

        sender.send();

        await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received().size() == 10);
        assertThat(hanging.received()).hasSizeLessThanOrEqualTo(4 + 4);
        await().atMost(Duration.ofSeconds(60)).until(sender::isIdle);
        assertThat(patient.deliveries().stream()
                        .filter(one -> one.attempts() > 0)
                        .map(one -> patient.bean(FindDeliveries.class)
                                .detail(patient.organization(), one.id())
                                .log()
                                .get(0)
                                .error()))
                .hasSize(10)
                // a connection may break before it has waited for so long
                .isSubsetOf("Nothing was answered within 2 s", "The connection to the endpoint broke")
                .contains("Nothing was answered within 2 s");
    }

    @Test
    void whatACrashedNodeHadIsSentAfterItsLeaseUnderTheSameId() {
        Created made = office.endpoint(receiver.url());
        office.queue();
        ClaimedDelivery lost = office.bean(ClaimDeliveries.class)
                .claim(made.endpoint().id(), 10)
                .get(0);

        office.send();
        assertThat(receiver.received()).isEmpty();
        office.later(Duration.ofMinutes(2));
        office.send();

        assertThat(only().header("webhook-id")).isEqualTo(lost.eventId().toString());
        office.bean(NoteDelivery.class)
                .note(lost, new PostOutcome(office.now(), 1, 500, "The endpoint answered 500", null));
        assertThat(office.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(office.detail().log()).hasSize(1);
    }

    @Test
    void anEndpointThatIsDeletedWhileItIsCalledLeavesNothingBehind() {
        Created made = office.endpoint(receiver.url());
        office.queue();
        ClaimedDelivery claimed = office.bean(ClaimDeliveries.class)
                .claim(made.endpoint().id(), 10)
                .get(0);
        office.bean(DeleteEndpoint.class)
                .delete(
                        HookOffice.SOMEBODY,
                        office.organization(),
                        made.endpoint().id(),
                        ExpectedVersion.ANY);

        office.bean(NoteDelivery.class).note(claimed, new PostOutcome(office.now(), 1, 410, "Gone", null));

        assertThat(office.deliveries()).isEmpty();
        assertThatThrownBy(() -> office.endpoint(made.endpoint().id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void anEndingProcessTakesNothingMore() {
        office.endpoint(receiver.url());
        office.queue();
        SendWebhooks sender = office.bean(SendWebhooks.class);
        sender.stop();

        office.send();
        assertThat(office.only().state()).isEqualTo(DeliveryState.QUEUED);

        sender.start();
        office.send();
        assertThat(office.only().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void theWebhooksOfADeletedOrganizationWaitUntilItIsRestored() {
        office.endpoint(receiver.url());
        office.queue();
        deleted("now(6)");

        office.send();
        assertThat(receiver.received()).isEmpty();

        deleted("null");
        office.send();
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void eventsAreClearedAfterAMonthWithWhatBecameOfThem() {
        office.endpoint(receiver.url());
        office.queue();
        office.send();
        ClearWebhooks clear = office.bean(ClearWebhooks.class);

        clear.clear(office.now().plus(Duration.ofDays(30)), 1_000);
        assertThat(office.deliveries()).hasSize(1);
        clear.clear(office.now().plus(Duration.ofDays(31)), 1_000);
        assertThat(office.deliveries()).isEmpty();
    }

    @Test
    void theDatabaseDoesNotTellTheSecret() {
        Created made = office.endpoint(receiver.url());

        byte[] sealed = office.jdbc()
                .sql("select secret from webhook_endpoint where id = :id")
                .param("id", made.endpoint().id())
                .query((rs, rowNumber) -> rs.getBytes("secret"))
                .single();

        assertThat(HexFormat.of().formatHex(sealed))
                .doesNotContain(HexFormat.of().formatHex(made.secret().bytes()));
        assertThat(made.secret().bytes()).hasSize(32);
        assertThat(made.toString()).doesNotContain(made.secret().text());
    }

    @Test
    void anOrganizationHasTwentyAtMost() {
        for (int i = 0; i < 20; i++) {
            office.endpoint(receiver.url());
        }

        assertThatThrownBy(() -> office.endpoint(receiver.url())).hasMessageContaining("at most 20 webhooks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/hook",
                "https://user:password@example.org/",
                "https://example.org/#part",
                "https://localhost/",
                "https://hooks.localhost/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://172.16.0.1/",
                "https://192.168.1.1:8443/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://255.255.255.255/",
                "https://224.0.0.1/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://[::1]/",
                "https://[::]/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:1::1]/",
                "https://[ff02::1]/",
                "https:///hook",
                "ftp://example.org/",
                "file:///etc/passwd",
                "example.org",
                "https://exa mple.org/",
                ""
            })
    void addressesThatAreNotOfTheInternetAreRefused(String url) {
        CheckAddress strict =
                open(new HookOffice("orgworks.webhooks.allow-insecure=false")).bean(CheckAddress.class);

        assertThatThrownBy(() -> strict.written(url)).hasMessageStartingWith("url must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/hook?a=b", "https://8.8.8.8:8443/x", "https://[2606:4700::1111]/"})
    void addressesOfTheInternetAreTaken(String url) {
        CheckAddress strict =
                open(new HookOffice("orgworks.webhooks.allow-insecure=false")).bean(CheckAddress.class);

        assertThat(strict.written(" " + url)).isEqualTo(url);
    }

    /** Its name may have stood for another address when it was written. */
    @Test
    void aNameThatStandsForAnAddressOfOurOwnIsNotCalled() {
        HookOffice strict = open(new HookOffice("orgworks.webhooks.allow-insecure=false"));
        Created made = strict.endpoint("https://example.org/hook");
        strict.jdbc()
                .sql("update webhook_endpoint set url = :url where id = :id")
                .param("url", receiver.url())
                .param("id", made.endpoint().id())
                .update();
        strict.queue();

        strict.send();

        assertThat(receiver.received()).isEmpty();
        assertThat(strict.detail().log().get(0).error())
                .isEqualTo("The name of the endpoint's host stands for no address of the internet");
    }

    @Test
    void anEventThatThereIsNotCannotBeSubscribedTo() {
        assertThatThrownBy(() -> office.endpoint(receiver.url(), "report.finished"))
                .hasMessageContaining("report.completed");
    }

    private boolean drained(HookOffice one) {
        one.send();
        return true;
    }

    private void assertWaits(Duration wait, int attempts) {
        WebhookDelivery waiting = office.only();
        assertThat(waiting.state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(waiting.attempts()).isEqualTo(attempts);
        assertThat(waiting.nextAttemptAt())
                .isCloseTo(office.now().plus(wait), within(wait.toMillis() / 5 + 1, ChronoUnit.MILLIS));
    }

    private void change(WebhookEndpoint endpoint, EndpointChange change) {
        office.bean(ChangeEndpoint.class)
                .change(
                        HookOffice.SOMEBODY,
                        office.organization(),
                        endpoint.id(),
                        new ExpectedVersion(Set.of(endpoint.version())),
                        change);
    }

    private void deleted(String at) {
        office.jdbc()
                .sql("update organization set deleted_at = " + at + " where id = :id")
                .param("id", office.organization())
                .update();
    }

    private void administrator(String email) {
        office.jdbc().sql("""
                        insert into platform_user (first_name, last_name, email, email_key, role, created_at, updated_at)
                        values ('Ada', 'Lovelace', :email, :email, 'MEMBER', now(6), now(6))
                        """).param("email", email).update();
        office.jdbc()
                .sql("""
                        insert into membership (organization_id, user_id, role, created_at)
                        select :organization, id, 'ADMIN', now(6) from platform_user where email = :email
                        """)
                .param("organization", office.organization())
                .param("email", email)
                .update();
    }

    private Received only() {
        assertThat(receiver.received()).hasSize(1);
        return receiver.received().get(0);
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
