package dev.orgworks.domain.mail;

import dev.orgworks.domain.mail.NotSentException.Reason;
import dev.orgworks.domain.mail.WriteLetter.Written;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the mail server, for some letters one after another. */
final class MailConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailConnection.class);
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int PERMANENT = 500;

    private final Session session;
    private final Transport transport;
    private final String from;

    MailConnection(Session session, Transport transport, String from) {
        this.session = session;
        this.transport = transport;
        this.from = from;
    }

    boolean isOpen() {
        return transport.isConnected();
    }

    /** @throws NotSentException when the server did not take it, or did not say that it did */
    void send(ClaimedLetter letter, Written written) throws NotSentException {
        OutgoingMessage message = message(letter, written);
        try {
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw failure(e, message);
        }
    }

    @Override
    public void close() {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server did not say goodbye", e);
        }
    }

    private OutgoingMessage message(ClaimedLetter letter, Written written) throws NotSentException {
        try {
            InternetAddress sender = new InternetAddress(from, true);
            if (letter.organizationId() != null) {
                sender.setPersonal(written.look().name(), UTF_8);
            }
            InternetAddress recipient = new InternetAddress(letter.recipient(), letter.recipientName(), UTF_8);
            recipient.validate();
            OutgoingMessage message = new OutgoingMessage(session, letter.messageId());
            message.setFrom(sender);
            message.setRecipient(Message.RecipientType.TO, recipient);
            if (written.look().replyTo() != null) {
                message.setReplyTo(
                        new Address[] {new InternetAddress(written.look().replyTo(), true)});
            }
            message.setSubject(OneLine.of(written.subject()), UTF_8);
            message.setSentDate(Date.from(letter.queuedAt()));
            // RFC 3834, 5: no robot answers it
            message.setHeader("Auto-Submitted", "auto-generated");
            MimeMultipart said =
                    new MimeMultipart("alternative", part(written.text(), "plain"), part(written.html(), "html"));
            message.setContent(written.attachment() == null ? said : with(said, written.attachment()));
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new NotSentException(
                    Reason.REFUSED, "Nobody can be written to by this address: " + e.getMessage(), e);
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static MimeMultipart with(MimeMultipart said, Attachment file) throws MessagingException {
        MimeBodyPart letter = new MimeBodyPart();
        letter.setContent(said);
        MimeBodyPart attached = new MimeBodyPart();
        attached.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.mediaType())));
        attached.setFileName(file.name());
        attached.setDisposition(Part.ATTACHMENT);
        attached.setHeader("Content-Transfer-Encoding", "base64");
        return new MimeMultipart("mixed", letter, attached);
    }

    /** The recipient's refusals, and those of the content, concern this letter; those of the sender concern the settings. */
    private static NotSentException failure(MessagingException e, OutgoingMessage message) {
        for (Exception cause = e; cause != null; cause = next(cause)) {
            if (cause instanceof SMTPAddressFailedException address) {
                return answered(address.getReturnCode() >= PERMANENT, address.getMessage(), e);
            }
            if (cause instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                boolean sender = String.valueOf(send.getCommand()).startsWith("MAIL");
                return answered(send.getReturnCode() >= PERMANENT && !sender, send.getMessage(), e);
            }
        }
        return new NotSentException(
                message.isHandedOver() ? Reason.UNSURE : Reason.LATER,
                "The connection to the mail server broke: " + e.getMessage(),
                e);
    }

    private static NotSentException answered(boolean forGood, @Nullable String said, MessagingException e) {
        return new NotSentException(forGood ? Reason.REFUSED : Reason.LATER, "The mail server said: " + said, e);
    }

    private static @Nullable Exception next(Exception cause) {
        return cause instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    /** A message that keeps its id, and knows whether all of it was written: from then on the server may have it. */
    private static final class OutgoingMessage extends MimeMessage {

        private final String id;
        private boolean handedOver;

        OutgoingMessage(Session session, String id) {
            super(session);
            this.id = id;
        }

        boolean isHandedOver() {
            return handedOver;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException, MessagingException {
            super.writeTo(out, ignored);
            handedOver = true;
        }
    }
}
