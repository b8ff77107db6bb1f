package dev.orgworks.domain.mail;

import dev.orgworks.domain.mail.MailSettings.Smtp;
import dev.orgworks.domain.mail.MailSettings.Starttls;
import dev.orgworks.domain.mail.NotSentException.Reason;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.Properties;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/**
 * The mail server of the settings. The session is not a bean: whatever finds one in the context talks to the server by itself,
 * as health checks do.
 */
@Component
class MailServer {

    private final Smtp settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

    MailServer(MailSettings mail) {
        this.settings = mail.smtp();
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.ssl()));
        boolean starttls = !settings.ssl() && settings.starttls() != Starttls.OFF;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(starttls && settings.starttls() == Starttls.REQUIRED));
        properties.setProperty(
                "mail.smtp.connectiontimeout",
                Long.toString(settings.connectTimeout().toMillis()));
        properties.setProperty(
                "mail.smtp.timeout", Long.toString(settings.timeout().toMillis()));
        properties.setProperty(
                "mail.smtp.writetimeout", Long.toString(settings.timeout().toMillis()));
        properties.setProperty("mail.smtp.quitwait", "false");
    }

    boolean isConfigured() {
        return settings.isConfigured();
    }

    /** @throws NotSentException when it does not answer, or does not let us in */
    MailConnection connect() throws NotSentException {
        try {
            Transport transport = sender.getSession().getTransport("smtp");
            transport.connect(settings.host(), settings.port(), settings.username(), settings.password());
            return new MailConnection(sender.getSession(), transport, String.valueOf(settings.from()));
        } catch (MessagingException e) {
            throw new NotSentException(
                    Reason.UNREACHABLE,
                    "The mail server " + settings.host() + ":" + settings.port() + " cannot be used: " + e.getMessage(),
                    e);
        }
    }
}
