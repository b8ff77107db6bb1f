package dev.orgworks.domain.mail;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes what became of a letter, each in a transaction of its own. Nothing is noted of one that was taken away meanwhile: its
 * claim is another by then.
 */
@Component
class NoteMail {

    static final String UNSURE = "It may have been sent: twice nobody knew what the mail server made of it";

    private static final Logger LOG = LoggerFactory.getLogger(NoteMail.class);
    private static final Actor SENDER = Actor.job("mail");
    private static final int LONGEST_ERROR = 1_000;
    private static final double JITTER = 0.2;

    /** The waits after failures that may pass; the last one again and again. */
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(24));

    /** While there is no server to talk to, no letter waits for longer than this: it may be back any time. */
    private static final Duration LONGEST_WAIT_FOR_SERVER = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RecordAudit audit;
    private final ObjectProvider<MailOutcome> outcomes;
    private final InstantSource clock;

    NoteMail(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RecordAudit audit,
            ObjectProvider<MailOutcome> outcomes,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /** The server has it: what it says is wiped. */
    void sent(ClaimedLetter letter) {
        noted(
                letter,
                MailOutcome::sent,
                () -> jdbc.sql("""
                        update mail_message
                           set state = 'SENT', model = null, error = null, locked_until = null, handed_over = false, ended_at = :now
                         where id = :id and claim = :claim and state = 'SENDING'
                        """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", letter.key())
                        .param("claim", letter.claim())
                        .update());
    }

    /** What kept it from being sent. */
    void failed(ClaimedLetter letter, NotSentException failure) {
        switch (failure.reason()) {
            case REFUSED -> refused(letter, failure.reason(), failure.said());
            case UNWRITTEN -> dead(letter, failure.said());
            case UNSURE -> lost(letter, failure.said());
            case UNREACHABLE, LATER -> later(letter, failure);
        }
    }

    /** Whoever had it crashed behind the point from which on the server may have it. */
    void lost(ClaimedLetter letter, String error) {
        if (letter.crashes() > 0) {
            dead(letter, UNSURE + "; " + error);
        } else {
            queued(letter, clock.instant(), letter.attempts(), 1, error);
        }
    }

    /** Whoever had it crashed before the server got anything. */
    void untouched(ClaimedLetter letter) {
        queued(letter, clock.instant(), letter.attempts(), letter.crashes(), null);
    }

    private void later(ClaimedLetter letter, NotSentException failure) {
        Instant now = clock.instant();
        if (!now.isBefore(letter.giveUpAt())) {
            dead(letter, "Given up; the last attempt: " + failure.said());
            return;
        }
        Duration wait = WAITS.get(Math.min(letter.attempts(), WAITS.size() - 1));
        if (failure.reason() == NotSentException.Reason.UNREACHABLE && wait.compareTo(LONGEST_WAIT_FOR_SERVER) > 0) {
            wait = LONGEST_WAIT_FOR_SERVER;
        }
        long spread = (long) (wait.toMillis() * JITTER);
        Duration jittered = wait.plusMillis(ThreadLocalRandom.current().nextLong(-spread, spread + 1));
        queued(letter, now.plus(jittered), letter.attempts() + 1, letter.crashes(), failure.said());
    }

    private void queued(ClaimedLetter letter, Instant next, int attempts, int crashes, @Nullable String error) {
        jdbc.sql("""
                        update mail_message
                           set state = 'QUEUED', next_attempt_at = :next, attempts = :attempts, crashes = :crashes,
                               error = coalesce(:error, error), locked_until = null, handed_over = false
                         where id = :id and claim = :claim and state = 'SENDING'
                        """)
                .param("next", Timestamp.from(next))
                .param("attempts", attempts)
                .param("crashes", crashes)
                .param("error", shortened(error))
                .param("id", letter.key())
                .param("claim", letter.claim())
                .update();
    }

    private void refused(ClaimedLetter letter, NotSentException.Reason reason, String error) {
        noted(
                letter,
                (outcome, subject) -> outcome.refused(subject, error),
                () -> buried(letter, reason.name(), error));
    }

    private void dead(ClaimedLetter letter, String error) {
        noted(letter, (outcome, subject) -> {}, () -> buried(letter, "GIVEN_UP", error));
    }

    private int buried(ClaimedLetter letter, String why, String error) {
        int changed = jdbc.sql("""
                        update mail_message
                           set state = 'DEAD', attempts = attempts + 1, error = :error, locked_until = null, handed_over = false,
                               ended_at = :now
                         where id = :id and claim = :claim and state = 'SENDING'
                        """)
                .param("error", shortened(error))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", letter.key())
                .param("claim", letter.claim())
                .update();
        if (changed == 1) {
            LOG.warn("The letter {} will not be sent unless an administrator asks for it: {}", letter.id(), why);
            audit.record(
                    SENDER,
                    new AuditEntry(
                            letter.organizationId(),
                            "mail.dead",
                            "mail",
                            letter.id(),
                            null,
                            Map.of("kind", letter.kind(), "reason", why, "error", String.valueOf(shortened(error)))));
        }
        return changed;
    }

    /** With the feature that wants to know, or without it when it fails: what was sent must not be sent again for its sake. */
    private void noted(ClaimedLetter letter, BiConsumer<MailOutcome, Long> tell, Note note) {
        List<MailOutcome> told = letter.subjectId() == null
                ? List.of()
                : outcomes.stream()
                        .filter(outcome -> outcome.kind() == letter.kind())
                        .toList();
        try {
            transaction.executeWithoutResult(status -> {
                if (note.write() == 1) {
                    told.forEach(outcome -> tell.accept(outcome, letter.subjectId()));
                }
            });
        } catch (RuntimeException e) {
            if (told.isEmpty()) {
                throw e;
            }
            LOG.error("What became of the letter {} is noted with the letter alone", letter.id(), e);
            transaction.executeWithoutResult(status -> note.write());
        }
    }

    private static @Nullable String shortened(@Nullable String error) {
        return error == null || error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    /** Writes an outcome, in the present transaction; answers how many letters it concerns. */
    private interface Note {
        int write();
    }
}
