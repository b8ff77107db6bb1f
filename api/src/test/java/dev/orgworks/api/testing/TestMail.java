package dev.orgworks.api.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The mail server of the tests, in this JVM: it takes every letter, and all tests share it, so look by recipient. */
public final class TestMail {

    private static final TestMail INSTANCE = new TestMail();

    private final GreenMail server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));

    /**
     * A letter that arrived.
     *
     * @param files by their names
     */
    public record Arrived(String subject, String messageId, String text, String html, Map<String, String> files) {}

    private TestMail() {
        server.start();
    }

    /** Makes a Spring context send its letters here. */
    public static void register(DynamicPropertyRegistry registry) {
        registry.add("orgworks.mail.smtp.host", () -> "localhost");
        registry.add("orgworks.mail.smtp.port", () -> INSTANCE.server.getSmtp().getPort());
        registry.add("orgworks.mail.smtp.starttls", () -> "off");
        registry.add("orgworks.mail.smtp.from", () -> "Orgworks <mail@platform.example>");
    }

    /** What arrived for somebody so far, oldest first. */
    public static List<Arrived> arrived(String recipient) {
        return Arrays.stream(INSTANCE.server.getReceivedMessages())
                .filter(message -> isFor(message, recipient))
                .map(TestMail::read)
                .toList();
    }

    private static boolean isFor(MimeMessage message, String recipient) {
        try {
            return ((InternetAddress) message.getAllRecipients()[0])
                    .getAddress()
                    .equalsIgnoreCase(recipient);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arrived read(MimeMessage message) {
        try {
            MimeMultipart parts = (MimeMultipart) message.getContent();
            Map<String, String> files = new HashMap<>();
            if (message.getContentType().startsWith("multipart/mixed")) {
                for (int i = 1; i < parts.getCount(); i++) {
                    BodyPart file = parts.getBodyPart(i);
                    files.put(
                            file.getFileName(),
                            new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                }
                parts = (MimeMultipart) parts.getBodyPart(0).getContent();
            }
            return new Arrived(
                    message.getSubject(),
                    message.getMessageID(),
                    content(parts.getBodyPart(0)),
                    content(parts.getBodyPart(1)),
                    files);
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String content(BodyPart part) throws IOException, MessagingException {
        return ((String) part.getContent()).replace("\r\n", "\n");
    }
}
