package dev.orgworks.api.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.Client;
import dev.orgworks.api.testing.TestMail;
import dev.orgworks.api.testing.TestMail.Arrived;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What administrators see of letters, and what they may do about them. */
class MailTest extends ApiTest {

    private static final String SECRET = "orgw_abcdefghijklmnopqrstuvwxyz";

    @Test
    void aLetterThatIsQueuedArrivesByItself() {
        Tenant tenant = tenant();
        String recipient = recipient();

        String id = letter(tenant, recipient);

        eventually(() -> assertThat(state(id)).isEqualTo("SENT"));
        assertThat(TestMail.arrived(recipient)).singleElement().satisfies((Arrived arrived) -> {
            assertThat(arrived.messageId()).isEqualTo("<" + id + "@platform.example>");
            assertThat(arrived.text()).contains(SECRET);
            assertThat(arrived.html()).contains(SECRET);
        });
    }

    @Test
    void administratorsSeeTheLettersOfTheirOrganizationsAndNeverWhatTheySay() {
        Tenant tenant = tenant();
        String recipient = recipient();
        String id = deadLetter(tenant, recipient);
        Client own = somebody("ADMIN", tenant);

        Answer list = own.get("/api/mail?state=DEAD&kind=INVITE&recipient="
                        + recipient.substring(0, 8).toUpperCase(Locale.ROOT))
                .expect(200);

        assertThat(list.each("id")).containsExactly(id);
        assertThat(list.at("/meta/total").intValue()).isEqualTo(1);
        assertThat(list.text("/data/0/recipient")).isEqualTo(recipient);
        assertThat(list.text("/data/0/error")).isEqualTo("The mail server said: 550 nobody");
        assertThat(list.text("/data/0/queuedBy")).isEqualTo("a test");
        assertThat(list.text("/data/0/organizationId")).isEqualTo(String.valueOf(tenant.id()));
        Answer one = own.get("/api/mail/" + id).expect(200);
        assertThat(list.body() + one.body()).doesNotContain(SECRET, "model", "Lovelace");
        assertThat(own.get("/api/mail?state=SENT").expect(200).each("id")).isEmpty();
        assertThat(admin.get("/api/mail?limit=100&organizationId=" + tenant.id())
                        .expect(200)
                        .each("id"))
                .containsExactly(id);
        Client stranger = somebody("ADMIN", tenant());
        assertThat(stranger.get("/api/mail?organizationId=" + tenant.id())
                        .expect(200)
                        .each("id"))
                .isEmpty();
        stranger.get("/api/mail/" + id).refused(404);
        stranger.post("/api/mail/" + id + "/resend").refused(404);
        own.get("/api/mail?state=LOST").refused(400);
        own.get("/api/mail/" + UUID.randomUUID()).refused(404);
    }

    @Test
    void aDeadLetterIsSentAgainAndASentOneIsNot() {
        Tenant tenant = tenant();
        String recipient = recipient();
        String id = deadLetter(tenant, recipient);
        Client own = somebody("ADMIN", tenant);

        Answer queued = own.post("/api/mail/" + id + "/resend", "{}", "x-request-id", "resend-" + id)
                .expect(202);

        assertThat(queued.text("/data/id")).isEqualTo(id);
        eventually(() -> assertThat(state(id)).isEqualTo("SENT"));
        assertThat(TestMail.arrived(recipient)).hasSize(1);
        assertThat(audit("resend-" + id)).singleElement().satisfies(row -> {
            assertThat(row.action()).isEqualTo("mail.resent");
            assertThat(row.before()).isEqualTo("{\"state\":\"DEAD\"}");
            assertThat(row.organizationId()).isEqualTo(tenant.id());
        });
        Answer refused = own.post("/api/mail/" + id + "/resend").refused(409);
        assertThat(refused.text("/code")).isEqualTo("MAIL_SENT");
    }

    @Test
    void anAddressThatIsNoneIsDeadAtOnceAndTheAuditKnows() {
        Tenant tenant = tenant();

        String id = letter(tenant, UUID.randomUUID() + "..x@example.org");

        eventually(() -> assertThat(state(id)).isEqualTo("DEAD"));
        Answer events = admin.get(tenant.path() + "/audit?action=mail.dead").expect(200);
        assertThat(events.text("/data/0/targetId")).isEqualTo(id);
        assertThat(events.text("/data/0/actor")).isEqualTo("job:mail");
    }

    @Test
    void theStatusSaysWhetherThereIsAMailServerAndHowManyLettersStandWhere() {
        Tenant tenant = tenant();
        deadLetter(tenant, recipient());

        Answer status = somebody("ADMIN", tenant).get("/api/mail/status").expect(200);

        assertThat(status.at("/data/configured").asBoolean()).isTrue();
        assertThat(status.at("/data/counts/DEAD").intValue()).isEqualTo(1);
        assertThat(status.at("/data/counts/QUEUED").intValue()).isZero();
    }

    @Test
    void lettersThatAreNotSentAreMeasured() {
        deadLetter(tenant(), recipient());

        String scrape = admin.get("/actuator/prometheus").expect(200).body();

        assertThat(scrape.lines().filter(line -> line.startsWith("orgworks_mail_letters{state=\"dead\"} ")))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.replaceAll(".* ", "")))
                        .isPositive());
        assertThat(scrape)
                .contains("orgworks_mail_letters{state=\"queued\"} ")
                .contains("orgworks_mail_oldest_seconds ");
    }

    private String state(String id) {
        return admin.get("/api/mail/" + id).expect(200).text("/data/state");
    }

    private static String recipient() {
        return UUID.randomUUID() + "@example.org";
    }
}
