package dev.orgworks.domain.mail;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes letters that are due, so that no other node does: in a short transaction, with a lease. Those of a deleted
 * organization wait until it is restored.
 */
@Component
class ClaimMail {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MailSettings settings;
    private final InstantSource clock;

    ClaimMail(JdbcClient jdbc, PlatformTransactionManager transactions, MailSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes a batch of those that have been due for longest. */
    List<ClaimedLetter> claim() {
        return transaction.execute(status -> claimInTransaction(clock.instant()));
    }

    private List<ClaimedLetter> claimInTransaction(Instant now) {
        List<ClaimedLetter> due = jdbc.sql("""
                        select m.* from mail_message m
                        where m.state = 'QUEUED' and m.next_attempt_at <= :now
                          and not exists (select 1 from organization o
                                          where o.id = m.organization_id and o.deleted_at is not null)
                        order by m.next_attempt_at, m.id limit :limit for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", settings.batch())
                .query((rs, rowNumber) -> ClaimedLetter.row(rs, 1))
                .list();
        if (!due.isEmpty()) {
            jdbc.sql("""
                            update mail_message set state = 'SENDING', claim = claim + 1, handed_over = false, locked_until = :until
                            where id in (:ids) and state = 'QUEUED'
                            """)
                    .param("until", Timestamp.from(now.plus(settings.lease())))
                    .param("ids", due.stream().map(ClaimedLetter::key).toList())
                    .update();
        }
        return due;
    }

    /**
     * Notes that the server may have the letter from now on, and lets the lease begin anew.
     *
     * @return false when it was taken away meanwhile; it must not be sent then
     */
    boolean handOver(ClaimedLetter letter) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update mail_message set handed_over = true, locked_until = :until
                        where id = :id and claim = :claim and state = 'SENDING' and locked_until > :now
                        """)
                        .param("until", Timestamp.from(now.plus(settings.lease())))
                        .param("id", letter.key())
                        .param("claim", letter.claim())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }
}
