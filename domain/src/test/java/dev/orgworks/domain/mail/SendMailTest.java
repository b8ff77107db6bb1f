package dev.orgworks.domain.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.secrets.SealSecret;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.IllegalTransactionStateException;

/** Letters, from the transaction that decides on them to a mail server that gets them, refuses them, or dies. */
class SendMailTest {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final String HOSTILE = "<b>\"Lake\" & 'side'</b>\r\nBcc: everybody@example.org";

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
    private final List<AutoCloseable> opened = new ArrayList<>();
    private PostOffice office = PostOffice.closed();

    @BeforeEach
    void startTheMailServer() {
        opened.add(office);
        office.jdbc().sql("delete from mail_message").update();
        mailbox.start();
        office = open(PostOffice.with(mailbox.getSmtp().getPort()));
    }

    @AfterEach
    void closeEverything() throws Exception {
        mailbox.stop();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void aLetterArrivesAsTextAndAsHtmlWithTheHeadersOfAProgram() throws Exception {
        UUID id = office.queue(PostOffice.invite(null, "grace@example.org", "Grace Brewster Höpper", Map.of()));
        assertThat((byte[]) office.row(id).get("model")).isNotEmpty();

        office.send();

        MimeMessage message = only();
        assertThat(message.getSubject()).isEqualTo("Ada Lovelace invites you to Lakeside School");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("mail@platform.example"));
        InternetAddress recipient = (InternetAddress) message.getRecipients(Message.RecipientType.TO)[0];
        assertThat(recipient.getAddress()).isEqualTo("grace@example.org");
        assertThat(recipient.getPersonal()).isEqualTo("Grace Brewster Höpper");
        assertThat(message.getMessageID()).isEqualTo("<" + id + "@platform.example>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(text(message))
                .contains("Hello Grace Brewster Höpper,")
                .contains("Ada Lovelace invites you to Lakeside School as MANAGER.")
                .contains("https://orgworks.example/invite#orgw_abcdefghijklmnopqrstuvwxyz")
                .contains("Sunday, 8 March 2026, 10:00 (UTC)");
        assertThat(html(message))
                .contains("<strong>Ada Lovelace</strong> invites you to <strong>Lakeside School</strong>")
                .contains("href=\"https://orgworks.example/invite#orgw_abcdefghijklmnopqrstuvwxyz\"")
                .doesNotContain(" th:");
        assertThat(office.row(id)).containsEntry("state", "SENT").containsEntry("model", null);
        assertThat(office.outcomes()).containsExactly("sent 7");
    }

    @Test
    void aFileGoesWithALetterByteForByte() throws Exception {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);
        Letter invite = PostOffice.invite(null, "grace@example.org", null, Map.of());
        UUID id = office.queue(new Letter(
                null,
                invite.kind(),
                invite.recipient(),
                null,
                invite.model(),
                null,
                new Attachment("Größen\r\nBcc: x.csv", "text/csv;charset=utf-8", content)));

        office.send();

        MimeMessage message = only();
        assertThat(message.getContentType()).startsWith("multipart/mixed");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("multipart/alternative");
        BodyPart file = parts.getBodyPart(1);
        assertThat(file.getDisposition()).isEqualTo("attachment");
        assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo("Größen Bcc: x.csv");
        assertThat(file.getContentType()).startsWith("text/csv");
        assertThat(file.getInputStream().readAllBytes()).isEqualTo(content);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(office.row(id)).containsEntry("state", "SENT").containsEntry("model", null);
    }

    @Test
    void nothingThatSomebodyWroteBecomesMarkupOrAHeader() throws Exception {
        long organization = office.organization(HOSTILE, "{}");
        Map<String, Object> said = Map.of("inviter", HOSTILE, "message", "<script>alert(1)</script>\n[(${link})]");
        office.queue(PostOffice.invite(organization, "grace@example.org", HOSTILE, said));

        office.send();

        MimeMessage message = only();
        assertThat(message.getAllRecipients()).hasSize(1);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(html(message))
                .doesNotContain("<b>")
                .doesNotContain("<script>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;b&gt;&quot;Lake&quot; &amp; &#39;side&#39;&lt;/b&gt; Bcc: everybody@example.org");
        assertThat(text(message)).contains("<script>alert(1)</script>\n[(${link})]");
    }

    @Test
    void anOrganizationsLettersHaveItsNameColourAddressAndTime() throws Exception {
        long organization = office.organization("LS 12", """
                {"mail": {"name": "Lakeside Schüle", "color": "#AA3300", "replyTo": "office@lakeside.example"}}""");
        office.queue(PostOffice.invite(organization, "grace@example.org", null, Map.of()));

        office.send();

        MimeMessage message = only();
        InternetAddress sender = (InternetAddress) message.getFrom()[0];
        assertThat(sender.getPersonal()).isEqualTo("Lakeside Schüle");
        assertThat(sender.getAddress()).isEqualTo("mail@platform.example");
        assertThat(message.getReplyTo()).containsExactly(new InternetAddress("office@lakeside.example"));
        assertThat(html(message)).contains("background:#AA3300").contains("<strong>Lakeside Schüle</strong>");
        assertThat(text(message)).contains("Hello,").contains("Sunday, 8 March 2026, 05:00 (America/Chicago)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mail\": {\"color\": \"red; } body { display: none\", \"replyTo\": \"a@b.example\\r\\nBcc: c@d.example\"}}",
                "{\"mail\": 3}",
                "{}"
            })
    void settingsThatAreNoneAreAsIfTheyWereNotThere(String settings) throws Exception {
        long organization = office.organization("LS 12", settings);
        office.queue(PostOffice.invite(organization, "grace@example.org", null, Map.of()));

        office.send();

        assertThat(only().getReplyTo()).containsExactly(only().getFrom());
        assertThat(html(only())).contains("background:#1f4e79").contains("LS 12");
    }

    @ParameterizedTest
    @EnumSource(MailKind.class)
    void everyKindHasItsTemplates(MailKind kind) throws Exception {
        Map<String, Object> model = new HashMap<>();
        kind.needed().forEach(name -> model.put(name, value(name)));
        office.queue(new Letter(null, kind, "grace@example.org", null, model, null));
        model.replaceAll((name, value) -> value instanceof Instant && !name.equals("reclaimAt") ? null : value);
        office.queue(new Letter(null, kind, "without@example.org", null, model, null));

        office.send();

        assertThat(mailbox.getReceivedMessages()).hasSize(2).allSatisfy(message -> {
            assertThat(message.getSubject()).isNotBlank();
            for (String part : List.of(text(message), html(message))) {
                assertThat(part).contains("the ").doesNotContain("${", "[#", "[/", " th:", "[(");
            }
        });
        MimeMessage full = Arrays.stream(mailbox.getReceivedMessages())
                .filter(message -> recipient(message).equals("grace@example.org"))
                .findFirst()
                .orElseThrow();
        kind.needed().stream().filter(name -> !name.equals("link")).forEach(name -> {
            String said = name.matches(".*(At|Until)") ? "Sunday, 1 March 2026" : "the " + name;
            assertThat(text(full)).contains(said);
            assertThat(html(full)).contains(said);
        });
    }

    @Test
    void aLetterThatLacksSomethingOrHasNoAddressIsRefusedWhenItIsDecidedOn() {
        assertThatThrownBy(() -> new Letter(null, MailKind.INVITE, "grace@example.org", null, Map.of(), null))
                .hasMessageContaining("INVITE");
        assertThatThrownBy(
                        () -> PostOffice.invite(null, "grace@example.org", null, Map.of("link", "javascript:alert(1)")))
                .hasMessageContaining("link");
        for (String address : List.of("grace", "grace@example.org\r\nBcc: c@d.example", "a b@example.org")) {
            assertThatThrownBy(() -> PostOffice.invite(null, address, null, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void withoutTheCommitThereIsNoLetterAndWithoutATransactionNoWayToQueueOne() {
        assertThatThrownBy(() -> office.inTransaction(() -> {
                    office.bean(QueueMail.class)
                            .queue(Actor.job("test"), PostOffice.invite(null, "a@b.example", null, Map.of()));
                    throw new IllegalStateException("the business failed");
                }))
                .hasMessage("the business failed");
        assertThatThrownBy(() -> office.bean(QueueMail.class)
                        .queue(Actor.job("test"), PostOffice.invite(null, "a@b.example", null, Map.of())))
                .isInstanceOf(IllegalTransactionStateException.class);

        office.send();

        assertThat(mailbox.getReceivedMessages()).isEmpty();
        assertThat(letters("QUEUED")).isZero();
    }

    @Test
    void withoutAMailServerLettersWaitAndTheNextOneGetsThem() {
        PostOffice closed = open(PostOffice.closed());
        UUID id = closed.queue("grace@example.org");

        closed.send();
        assertThat(closed.row(id)).containsEntry("state", "QUEUED").containsEntry("attempts", 0);

        office.send();
        assertThat(office.state(id)).isEqualTo("SENT");
    }

    @Test
    void aServerThatIsAwayIsTriedAgainEverLaterButNeverLaterThanInHalfAnHour() {
        PostOffice away = open(PostOffice.with(freePort()));
        UUID id = away.queue("grace@example.org");
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            away.send();
            assertThat(away.row(id)).containsEntry("state", "QUEUED").containsEntry("attempts", i + 1);
            waits.add(Duration.between(away.now(), at(away.row(id).get("next_attempt_at"))));
            away.later(waits.get(i));
        }

        assertThat(away.row(id).get("error")).asString().contains("cannot be used");
        int[] minutes = {1, 5, 30, 30, 30, 30};
        for (int i = 0; i < minutes.length; i++) {
            assertThat(waits.get(i))
                    .isBetween(Duration.ofSeconds(minutes[i] * 48L), Duration.ofSeconds(minutes[i] * 72L));
        }
        office.later(Duration.between(office.now(), away.now()));
        office.send();
        assertThat(office.state(id)).isEqualTo("SENT");
    }

    @Test
    void aLetterThatIsNotDueIsLeftAlone() {
        PostOffice away = open(PostOffice.with(freePort()));
        UUID id = away.queue("grace@example.org");
        away.send();

        office.send();

        assertThat(office.state(id)).isEqualTo("QUEUED");
        assertThat(mailbox.getReceivedMessages()).isEmpty();
    }

    @Test
    void aRecipientWhoCannotBeHadNowIsTriedForFiveDaysAndThenGivenUp() {
        MoodyServer moody = open(new MoodyServer());
        PostOffice there = open(PostOffice.with(moody.port()));
        UUID id = there.queue("450@example.org");
        UUID content = there.queue("data451@example.org");
        there.send();
        assertThat(there.row(id)).containsEntry("state", "QUEUED").containsEntry("attempts", 1);
        assertThat(there.row(id).get("error")).asString().contains("I do not feel like 450");
        assertThat(there.row(content)).containsEntry("state", "QUEUED").containsEntry("attempts", 1);

        there.later(Duration.ofDays(5));
        there.send();

        assertThat(there.row(id)).containsEntry("state", "DEAD").containsEntry("attempts", 2);
        assertThat(there.row(id).get("error")).asString().startsWith("Given up");
        assertThat(there.outcomes()).isEmpty();
    }

    @Test
    void aRecipientWhoIsRefusedForGoodIsDeadAtOnceAndTheOthersOfHisBatchAreNot() {
        MoodyServer moody = open(new MoodyServer());
        PostOffice there = open(PostOffice.with(moody.port()));
        UUID dead = there.queue("550@example.org");
        UUID disliked = there.queue("data554@example.org");
        UUID fine = there.queue("fine@example.org");

        there.send();

        assertThat(there.row(dead)).containsEntry("state", "DEAD");
        assertThat(there.row(dead).get("error")).asString().contains("I do not feel like 550");
        assertThat(there.row(dead).get("model")).as("for another try").isNotNull();
        assertThat(there.state(disliked)).isEqualTo("DEAD");
        assertThat(there.state(fine)).isEqualTo("SENT");
        assertThat(there.outcomes())
                .hasSize(3)
                .anyMatch(outcome -> outcome.startsWith("refused 7: The mail server said: 550"));
        assertThat(there.jdbc()
                        .sql("select actor, action from audit_event where target_type = 'mail' and target_id = :id")
                        .param("id", dead.toString())
                        .query()
                        .listOfRows())
                .containsExactly(Map.of("actor", "job:mail", "action", "mail.dead"));
    }

    @Test
    void aDeadLetterIsSentAgainWhenSomebodyAsksUnderTheSameId() {
        MoodyServer moody = open(new MoodyServer());
        PostOffice there = open(PostOffice.with(moody.port()));
        UUID id = there.queue("550@example.org");
        there.send();

        office.inTransaction(() -> office.bean(ResendMail.class)
                .resend(Actor.job("test"), office.bean(FindMail.class).byId(id, Reach.EVERYTHING)));
        office.send();

        assertThat(office.state(id)).isEqualTo("SENT");
        assertThat(messageIds()).containsExactly(String.valueOf(office.row(id).get("message_id")));
        assertThat(office.outcomes()).containsExactly("sent 7");
    }

    @Test
    void whatBecameOfALetterIsNotedAlsoWhenTheFeatureThatWantsToKnowFails() {
        office.outcomesFail = true;
        UUID id = office.queue("grace@example.org");

        office.send();

        assertThat(office.state(id)).isEqualTo("SENT");
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aCrashBetweenSendingAndNotingSendsOnceMoreUnderTheSameIdAndNeverAThirdTime() throws Exception {
        UUID id = office.queue("grace@example.org");

        sendAndCrash();
        office.send();
        assertThat(office.state(id)).as("the lease lasts").isEqualTo("SENDING");
        assertThat(mailbox.getReceivedMessages()).hasSize(1);

        office.later(LEASE);
        office.bean(FreeMail.class).free();
        sendAndCrash();
        assertThat(messageIds())
                .hasSize(2)
                .containsOnly(String.valueOf(office.row(id).get("message_id")));

        office.later(LEASE);
        office.send();
        assertThat(mailbox.getReceivedMessages()).hasSize(2);
        assertThat(office.row(id)).containsEntry("state", "DEAD");
        assertThat(office.row(id).get("error")).asString().startsWith("It may have been sent");
    }

    @Test
    void aLetterThatWasSentOnceMoreAfterACrashIsDone() throws Exception {
        UUID id = office.queue("grace@example.org");
        sendAndCrash();

        office.later(LEASE);
        office.send();

        assertThat(office.state(id)).isEqualTo("SENT");
        assertThat(mailbox.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aCrashBeforeTheServerGotAnythingCostsNothing() {
        UUID id = office.queue("grace@example.org");
        for (int i = 0; i < 3; i++) {
            assertThat(office.bean(ClaimMail.class).claim()).hasSize(1);
            office.later(LEASE);
            office.bean(FreeMail.class).free();
        }

        office.send();

        assertThat(office.state(id)).isEqualTo("SENT");
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
    }

    @Test
    void whoeverLostALetterToAnotherNeitherSendsItNorSaysWhatBecameOfIt() {
        UUID id = office.queue("grace@example.org");
        ClaimedLetter slow = office.bean(ClaimMail.class).claim().get(0);
        office.later(LEASE);
        office.bean(FreeMail.class).free();
        ClaimedLetter quick = office.bean(ClaimMail.class).claim().get(0);

        assertThat(office.bean(ClaimMail.class).handOver(slow)).isFalse();
        office.bean(NoteMail.class).sent(slow);

        assertThat(office.state(id)).isEqualTo("SENDING");
        assertThat(office.bean(ClaimMail.class).handOver(quick)).isTrue();
        assertThat(office.outcomes()).isEmpty();
    }

    @Test
    void aConnectionThatBreaksBeforeTheServersLastWordCountsAsACrash() {
        MoodyServer moody = open(new MoodyServer());
        PostOffice there = open(PostOffice.with(moody.port()));
        UUID id = there.queue("gone@example.org");

        there.send();

        assertThat(there.row(id)).containsEntry("state", "DEAD");
        assertThat(there.row(id).get("error")).asString().startsWith("It may have been sent");
        assertThat(moody.messageIds())
                .hasSize(2)
                .containsOnly(String.valueOf(there.row(id).get("message_id")));
        assertThat(there.outcomes()).isEmpty();
    }

    @Test
    void fourSendersAtOnceSendEachOfTwoHundredLettersOnce() throws Exception {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            expected.add("reader" + i + "@example.org");
            office.queue("reader" + i + "@example.org");
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> {
                    office.send();
                    return null;
                });
            }
            for (var done : nodes.invokeAll(work)) {
                done.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        // whoever found the last ones locked has gone home
        office.send();

        assertThat(Arrays.stream(mailbox.getReceivedMessages()).map(SendMailTest::recipient))
                .hasSize(200)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(letters("SENT")).isEqualTo(200);
    }

    @Test
    void aNodeWithAnotherKeySaysSoAndLosesNothing() {
        UUID id = office.queue("grace@example.org");
        PostOffice stranger = open(PostOffice.with(mailbox.getSmtp().getPort(), SealSecret.newKey()));

        stranger.send();

        assertThat(stranger.row(id)).containsEntry("state", "QUEUED");
        assertThat(stranger.row(id).get("error"))
                .asString()
                .contains("What it says cannot be read. It was sealed with the key")
                .contains("set ORGWORKS_ENCRYPTION_KEY to the same on every node");
        office.later(Duration.ofMinutes(2));
        office.send();
        assertThat(office.state(id)).isEqualTo("SENT");
    }

    @Test
    void theDatabaseDoesNotTellWhatALetterSays() {
        UUID id = office.queue("grace@example.org");

        assertThat(new String((byte[]) office.row(id).get("model"), StandardCharsets.ISO_8859_1))
                .doesNotContain("orgw_", "https", "Lovelace");
    }

    @Test
    void theLettersOfADeletedOrganizationWaitUntilItIsRestored() {
        long organization = office.organization("Gone " + UUID.randomUUID(), "{}");
        UUID id = office.queue(PostOffice.invite(organization, "grace@example.org", null, Map.of()));
        office.jdbc()
                .sql("update organization set deleted_at = now(6) where id = :id")
                .param("id", organization)
                .update();

        office.send();
        assertThat(office.row(id)).containsEntry("state", "QUEUED").containsEntry("attempts", 0);

        office.jdbc()
                .sql("update organization set deleted_at = null where id = :id")
                .param("id", organization)
                .update();
        office.send();
        assertThat(office.state(id)).isEqualTo("SENT");
    }

    @Test
    void sentLettersAreClearedAfterAMonthAndDeadOnesAfterThree() {
        MoodyServer moody = open(new MoodyServer());
        PostOffice there = open(PostOffice.with(moody.port()));
        there.queue("fine@example.org");
        UUID dead = there.queue("550@example.org");
        there.send();
        ClearMail clear = there.bean(ClearMail.class);

        assertThat(clear.clear(there.now().plus(Duration.ofDays(30)), 10)).isZero();
        assertThat(clear.clear(there.now().plus(Duration.ofDays(31)), 10)).isEqualTo(1);
        assertThat(there.state(dead)).isEqualTo("DEAD");
        assertThat(clear.clear(there.now().plus(Duration.ofDays(91)), 10)).isEqualTo(1);
        assertThat(letters("DEAD")).isZero();
    }

    @Test
    void anEndingProcessSendsTheLetterAtHandAndGivesTheOthersBack() {
        UUID id = office.queue("grace@example.org");
        SendMail sender = office.bean(SendMail.class);
        sender.stop();

        sender.send();
        assertThat(office.state(id)).isEqualTo("QUEUED");

        sender.start();
        sender.send();
        assertThat(office.state(id)).isEqualTo("SENT");
    }

    @Test
    void aMailServerNeedsASender() {
        assertThatThrownBy(() -> new MailSettings.Smtp(
                        "localhost", 25, null, null, MailSettings.Starttls.OFF, false, " ", LEASE, LEASE))
                .hasMessageContaining("SMTP_HOST is set, so SMTP_FROM must be");
    }

    /** As a process does that dies before it can note anything. */
    private void sendAndCrash() throws NotSentException {
        ClaimMail claim = office.bean(ClaimMail.class);
        ClaimedLetter letter = claim.claim().get(0);
        try (MailConnection connection = office.bean(MailServer.class).connect()) {
            assertThat(claim.handOver(letter)).isTrue();
            connection.send(letter, office.bean(WriteLetter.class).write(letter));
        }
    }

    private <T extends AutoCloseable> T open(T one) {
        opened.add(one);
        return one;
    }

    private long letters(String state) {
        return office.jdbc()
                .sql("select count(*) from mail_message where state = :state")
                .param("state", state)
                .query(Long.class)
                .single();
    }

    private MimeMessage only() {
        assertThat(mailbox.getReceivedMessages()).hasSize(1);
        return mailbox.getReceivedMessages()[0];
    }

    private List<String> messageIds() {
        return Arrays.stream(mailbox.getReceivedMessages())
                .map(message -> {
                    try {
                        return message.getMessageID();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return ((InternetAddress) message.getAllRecipients()[0]).getAddress();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage message) {
        return part(message, 0, "text/plain");
    }

    private static String html(MimeMessage message) {
        return part(message, 1, "text/html");
    }

    private static String part(MimeMessage message, int index, String type) {
        try {
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            BodyPart part = parts.getBodyPart(index);
            assertThat(part.getContentType().toLowerCase(Locale.ROOT))
                    .startsWith(type)
                    .contains("utf-8");
            return ((String) part.getContent()).replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(String name) {
        if (name.matches(".*(At|Until)")) {
            return office.now();
        }
        return name.equals("link") ? "https://orgworks.example/the-link" : "the " + name;
    }

    private static Instant at(@Nullable Object column) {
        return column instanceof LocalDateTime local
                ? local.toInstant(ZoneOffset.UTC)
                : ((Timestamp) Objects.requireNonNull(column)).toInstant();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
