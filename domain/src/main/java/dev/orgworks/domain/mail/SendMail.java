package dev.orgworks.domain.mail;

import dev.orgworks.domain.mail.WriteLetter.Written;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends the letters that are due, on the caller's thread: outside any transaction, and never one that another node has. Without
 * a mail server in the settings they wait. When the process ends, the letter at hand is sent to its end first, and the others of
 * its batch are given back.
 */
@Component
public class SendMail implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SendMail.class);

    private final FreeMail free;
    private final ClaimMail claim;
    private final WriteLetter write;
    private final MailServer server;
    private final NoteMail note;
    private volatile boolean running = true;
    private int sending;

    SendMail(FreeMail free, ClaimMail claim, WriteLetter write, MailServer server, NoteMail note) {
        this.free = free;
        this.claim = claim;
        this.write = write;
        this.server = server;
        this.note = note;
    }

    /** Sends all that are due now. */
    public void send() {
        if (!server.isConfigured() || !begin()) {
            return;
        }
        try {
            free.free();
            boolean more = true;
            while (more && running) {
                more = sendBatch();
            }
        } finally {
            end();
        }
    }

    /** Answers whether it is worth while to go on. */
    private boolean sendBatch() {
        List<ClaimedLetter> batch = claim.claim();
        try (Line line = new Line(server)) {
            for (ClaimedLetter letter : batch) {
                if (running) {
                    send(letter, line);
                } else {
                    note.untouched(letter);
                }
            }
            return !batch.isEmpty() && !line.isDead();
        }
    }

    private void send(ClaimedLetter letter, Line line) {
        try {
            Written written = write.write(letter);
            MailConnection connection = line.connection();
            if (!claim.handOver(letter)) {
                return;
            }
            connection.send(letter, written);
        } catch (NotSentException e) {
            log(letter, e);
            note.failed(letter, e);
            return;
        }
        try {
            note.sent(letter);
        } catch (RuntimeException e) {
            LOG.error(
                    "The letter {} was sent and will be sent once more, since that could not be noted", letter.id(), e);
            throw e;
        }
    }

    /** What the server says of a letter may name the recipient: that is for the letter's row alone. */
    private static void log(ClaimedLetter letter, NotSentException e) {
        switch (e.reason()) {
            case UNREACHABLE -> LOG.warn("The letter {} waits: {}", letter.id(), e.said());
            case UNWRITTEN -> LOG.error("The letter {} could not be written", letter.id(), e);
            case LATER, REFUSED, UNSURE -> LOG.info("The letter {} was not sent: {}", letter.id(), e.reason());
        }
    }

    private synchronized boolean begin() {
        if (running) {
            sending++;
        }
        return running;
    }

    private synchronized void end() {
        sending--;
        notifyAll();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        try {
            while (sending > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A connection that is made when it is needed, and again when it broke; a server that does not answer is asked once. */
    private static final class Line implements AutoCloseable {

        private final MailServer server;
        private @Nullable MailConnection connection;
        private @Nullable NotSentException failure;

        Line(MailServer server) {
            this.server = server;
        }

        boolean isDead() {
            return failure != null;
        }

        MailConnection connection() throws NotSentException {
            if (failure != null) {
                throw failure;
            }
            MailConnection open = connection;
            if (open == null || !open.isOpen()) {
                close();
                try {
                    open = server.connect();
                } catch (NotSentException e) {
                    failure = e;
                    throw e;
                }
                connection = open;
            }
            return open;
        }

        @Override
        public void close() {
            if (connection != null) {
                connection.close();
            }
        }
    }
}
