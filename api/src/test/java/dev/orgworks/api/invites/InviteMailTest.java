package dev.orgworks.api.invites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import dev.orgworks.api.testing.TestMail;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.MailOutcome;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** The letters of invites, and what becomes of them; and invites of which nothing becomes. */
class InviteMailTest extends ApiTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:8080/invite#(orgw_[A-Za-z0-9_-]{43})");

    @Autowired
    private List<MailOutcome> outcomes;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private EnqueueHousekeeping housekeeping;

    @Test
    void theLetterSaysWhoInvitesAndItsLinkIsTheOneThatOpens() {
        Tenant tenant = tenant();
        Person inviter = member(tenant, "ADMIN");
        String email = UUID.randomUUID() + "@example.org";
        acting(inviter)
                .post(
                        tenant.path() + "/invites",
                        "{\"email\": \"%s\", \"role\": \"MANAGER\", \"message\": \"Do <come>\"}".formatted(email))
                .expect(201);

        TestMail.Arrived letter = arrived(email, 1);

        assertThat(letter.subject()).contains("Ada Lovelace");
        assertThat(letter.text()).contains("manager", "Do <come>");
        assertThat(letter.html()).contains("Do &lt;come&gt;");
        String secret = secret(letter);
        nobody.get("/api/organizations/invites/accept?token=" + secret).expect(200);

        again(tenant, email);
        String next = secret(arrived(email, 2));
        assertThat(next).isNotEqualTo(secret);
        nobody.get("/api/organizations/invites/accept?token=" + secret).refused(404);
        nobody.post(
                        "/api/organizations/invites/accept",
                        "{\"token\": \"%s\", \"firstName\": \"Grace\", \"lastName\": \"Hopper\"}".formatted(next))
                .expect(200);
    }

    @Test
    void aLetterThatIsRefusedForGoodMakesTheInviteBounce() {
        Tenant tenant = tenant();
        long invite = invited(tenant, "gone@example.org", "VIEWER");
        String secret = secretOf(invite);
        allLettersAre("DEAD", invite);

        tell(outcome -> outcome.refused(invite, "550 No such user"));

        Answer list = admin.get(tenant.path() + "/invites?state=BOUNCED").expect(200);
        assertThat(list.text("/data/0/bounceReason")).isEqualTo("550 No such user");
        assertThat(nobody.get("/api/organizations/invites/accept?token=" + secret)
                        .refused(410)
                        .text("/code"))
                .isEqualTo("INVITE_BOUNCED");
        assertThat(actions(invite)).containsExactly("invite.created", "invite.bounced");

        allLettersAre("SENT", invite);
        tell(outcome -> outcome.sent(invite));
        assertThat(admin.get(tenant.path() + "/invites").text("/data/0/state")).isEqualTo("PENDING");
        nobody.get("/api/organizations/invites/accept?token=" + secret).expect(200);
        assertThat(actions(invite)).endsWith("invite.reached");
    }

    @Test
    void whatBecomesOfAnEarlierLetterOrOfAnEndedInviteChangesNothing() {
        Tenant tenant = tenant();
        long corrected = invited(tenant, "wrong@example.org", "VIEWER");
        allLettersAre("DEAD", corrected);
        admin.patch(
                        tenant.path() + "/invites",
                        "{\"inviteId\": %d, \"action\": \"resend\", \"email\": \"right@example.org\"}"
                                .formatted(corrected))
                .expect(200);
        long revoked = invited(tenant, "revoked@example.org", "VIEWER");
        admin.patch(tenant.path() + "/invites", "{\"inviteId\": %d, \"action\": \"revoke\"}".formatted(revoked))
                .expect(200);
        allLettersAre("DEAD", revoked);

        tell(outcome -> outcome.refused(corrected, "550 No such user"));
        tell(outcome -> outcome.refused(revoked, "550 No such user"));
        tell(outcome -> outcome.refused(Long.MAX_VALUE, "550 No such user"));

        assertThat(admin.get(tenant.path() + "/invites").each("state")).containsExactly("REVOKED", "PENDING");
    }

    @Test
    void housekeepingWritesDownWhatExpiredAndClearsWhatEndedAYearAgo() {
        Tenant tenant = tenant();
        long old = invited(tenant, "old@example.org", "VIEWER");
        long over = invited(tenant, "over@example.org", "VIEWER");
        long open = invited(tenant, "open@example.org", "VIEWER");
        database.sql(
                        "update organization_invite set state = 'REVOKED', ended_at = now(6) - interval 366 day where id = :id")
                .param("id", old)
                .update();
        database.sql("update organization_invite set expires_at = now(6) - interval 1 second where id = :id")
                .param("id", over)
                .update();

        finished(housekeeping.now(new Actor("a test", null, null)).toString());

        assertThat(database.sql("select state from organization_invite where id in (:ids) order by id")
                        .param("ids", List.of(old, over, open))
                        .query(String.class)
                        .list())
                .containsExactly("EXPIRED", "PENDING");
        assertThat(actions(over)).containsExactly("invite.created", "invite.expired");
    }

    private void again(Tenant tenant, String email) {
        database.sql(
                        "update organization_invite set last_sent_at = last_sent_at - interval 1 hour where email = :email")
                .param("email", email)
                .update();
        assertThat(admin.post(tenant.path() + "/invites", "{\"email\": \"%s\", \"role\": \"MANAGER\"}".formatted(email))
                        .expect(200)
                        .at("/data/mailed")
                        .booleanValue())
                .isTrue();
    }

    private static TestMail.Arrived arrived(String email, int number) {
        eventually(() -> assertThat(TestMail.arrived(email)).hasSize(number));
        return TestMail.arrived(email).get(number - 1);
    }

    private static String secret(TestMail.Arrived letter) {
        Matcher link = LINK.matcher(letter.text());
        assertThat(link.find()).as(letter.text()).isTrue();
        assertThat(letter.html()).contains(link.group());
        return link.group(1);
    }

    private void allLettersAre(String state, long invite) {
        eventually(() -> assertThat(database.sql(
                                "select count(*) from mail_message where subject_id = :id and state in ('QUEUED', 'SENDING')")
                        .param("id", invite)
                        .query(Long.class)
                        .single())
                .isZero());
        database.sql("update mail_message set state = :state where kind = 'INVITE' and subject_id = :id")
                .param("state", state)
                .param("id", invite)
                .update();
    }

    private void tell(java.util.function.Consumer<MailOutcome> told) {
        transaction.executeWithoutResult(status -> outcomes.stream()
                .filter(outcome -> outcome.kind() == MailKind.INVITE)
                .forEach(told));
    }

    private List<String> actions(long invite) {
        return database.sql(
                        "select action from audit_event where target_type = 'invite' and target_id = :id order by id")
                .param("id", Long.toString(invite))
                .query(String.class)
                .list();
    }
}
