package dev.orgworks.domain.mail;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes letters back from nodes that have crashed. */
@Component
class FreeMail {

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final NoteMail note;
    private final InstantSource clock;

    FreeMail(JdbcClient jdbc, PlatformTransactionManager transactions, NoteMail note, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.note = note;
        this.clock = clock;
    }

    private record Lost(ClaimedLetter letter, boolean handedOver) {}

    /** Queues them again; those of which the server may have got two copies by now become DEAD. */
    void free() {
        transaction.executeWithoutResult(status -> lost().forEach(lost -> {
            if (lost.handedOver()) {
                note.lost(lost.letter(), "The node that sent it has crashed");
            } else {
                note.untouched(lost.letter());
            }
        }));
    }

    private List<Lost> lost() {
        return jdbc.sql("""
                        select * from mail_message where state = 'SENDING' and locked_until <= :now
                        order by locked_until limit :limit for update skip locked
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("limit", AT_ONCE)
                .query((rs, rowNumber) -> new Lost(ClaimedLetter.row(rs, 0), rs.getBoolean("handed_over")))
                .list();
    }
}
