package dev.orgworks.domain.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the waitlist, and the seats that are held for its offers; only under the lock of the pool. */
@Component
class WriteWaiting {

    private final JdbcClient jdbc;
    private final FindWaitlist waitlist;
    private final RecordAudit audit;
    private final InstantSource clock;

    WriteWaiting(JdbcClient jdbc, FindWaitlist waitlist, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.waitlist = waitlist;
        this.audit = audit;
        this.clock = clock;
    }

    Waiting join(Actor actor, LicensePool pool, long learnerId) {
        jdbc.sql("""
                        insert into license_waitlist (organization_id, pool_id, learner_id, state, queued_by, queued_at)
                        values (:organization, :pool, :learner, 'WAITING', :by, :now)
                        """)
                .param("organization", pool.organizationId())
                .param("pool", pool.id())
                .param("learner", learnerId)
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        Waiting joined = waitlist.open(pool.id(), learnerId).orElseThrow();
        audit.record(
                actor, new AuditEntry(pool.organizationId(), "waitlist.joined", "waiting", joined.id(), null, joined));
        return joined;
    }

    /** Keeps a seat free for somebody; there must be one. */
    Waiting offer(Actor actor, LicensePool pool, Waiting waiting, byte[] hash) {
        Instant now = clock.instant();
        require(jdbc.sql("""
                        update license_waitlist
                        set state = 'OFFERED', offered_at = :now, offer_expires_at = :expires, offer_hash = :hash
                        where id = :id and state = 'WAITING'
                        """)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(Duration.ofHours(pool.offerHours()))))
                .param("hash", hash)
                .param("id", waiting.id())
                .update());
        require(jdbc.sql("update license_pool set held = held + 1 where id = :pool and used + held < total")
                .param("pool", pool.id())
                .update());
        return turned(actor, pool, waiting);
    }

    /** Ends the waiting of a learner who is about to get his seat, if he waits. */
    void settle(Actor actor, LicensePool pool, long learnerId) {
        waitlist.open(pool.id(), learnerId).ifPresent(waiting -> end(actor, pool, waiting, Waiting.State.ACCEPTED));
    }

    /** Ends somebody's waiting; the seat that was held for him is not held any more. */
    Waiting end(Actor actor, LicensePool pool, Waiting waiting, Waiting.State end) {
        if (!end.isEnd() || !waiting.state().mayBecome(end)) {
            throw new IllegalStateException(
                    "Waitlist entry " + waiting.id() + " is " + waiting.state() + ", not to be " + end);
        }
        require(jdbc.sql("update license_waitlist set state = :end, ended_at = :now where id = :id and state = :from")
                .param("end", end.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", waiting.id())
                .param("from", waiting.state().name())
                .update());
        if (waiting.state() == Waiting.State.OFFERED) {
            require(jdbc.sql("update license_pool set held = held - 1 where id = :pool")
                    .param("pool", pool.id())
                    .update());
        }
        return turned(actor, pool, waiting);
    }

    /** Takes back the offers that came last: to whom they were made waits again, at his old place. */
    void withdraw(Actor actor, LicensePool pool, int count) {
        for (Waiting offered : waitlist.offered(pool.id(), count)) {
            require(jdbc.sql("""
                            update license_waitlist
                            set state = 'WAITING', offered_at = null, offer_expires_at = null, offer_hash = null
                            where id = :id and state = 'OFFERED'
                            """).param("id", offered.id()).update());
            require(jdbc.sql("update license_pool set held = held - 1 where id = :pool")
                    .param("pool", pool.id())
                    .update());
            turned(actor, pool, offered);
        }
    }

    private Waiting turned(Actor actor, LicensePool pool, Waiting before) {
        Waiting after = waitlist.byId(pool.organizationId(), before.id());
        audit.record(
                actor,
                new AuditEntry(
                        pool.organizationId(),
                        "waitlist." + after.state().name().toLowerCase(Locale.ROOT),
                        "waiting",
                        after.id(),
                        before,
                        after));
        return after;
    }

    private static void require(int updated) {
        if (updated != 1) {
            throw new IllegalStateException("The waitlist changed although its pool is locked");
        }
    }
}
