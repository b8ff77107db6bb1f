package dev.orgworks.domain.audit;

import dev.orgworks.domain.audit.ChainReport.Kind;
import dev.orgworks.domain.audit.ChainReport.Tampering;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads a chain from its first event to its head, page by page, and finds the first place where it does not hold. */
@Component
public class VerifyChain {

    private static final int PAGE = 500;

    private final JdbcClient jdbc;

    VerifyChain(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the head's row says that a chain ends. */
    private record Head(long sequence, String hash) {}

    /** The last event that held, and the hash before it. */
    private record Link(long sequence, @Nullable Long id, String hash, String previousHash) {

        static final Link START = new Link(0, null, EventContent.NONE, "");

        Link then(AuditEvent event) {
            return new Link(sequence + 1, event.id(), String.valueOf(event.hash()), hash);
        }
    }

    /**
     * Looks at a chain as it is now; what is recorded meanwhile waits for nothing.
     *
     * @param organizationId whose; null: the platform's own
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public ChainReport verify(@Nullable Long organizationId) {
        long chain = organizationId == null ? 0 : organizationId;
        Optional<Head> head = head(chain);
        Link last = Link.START;
        Tampering tampered = null;
        List<AuditEvent> page;
        do {
            page = behind(chain, last.sequence(), PAGE);
            for (int i = 0; i < page.size() && tampered == null; i++) {
                AuditEvent event = page.get(i);
                if (follows(event, last)) {
                    last = last.then(event);
                } else {
                    tampered = explain(chain, event, last);
                }
            }
        } while (page.size() == PAGE && tampered == null);
        long unchained = unchained(chain);
        if (tampered == null) {
            tampered = atTheEnd(chain, head, last, unchained);
        }
        return new ChainReport(
                organizationId,
                last.sequence(),
                last.sequence() == 0 ? null : last.hash(),
                head.isEmpty() ? unchained : 0,
                tampered);
    }

    private static boolean follows(AuditEvent event, Link last) {
        return event.sequence() != null
                && event.sequence() == last.sequence() + 1
                && last.hash().equals(event.previousHash())
                && event.content().hash(event.sequence(), last.hash()).equals(event.hash());
    }

    /** What was done to the event that should follow the last one that held, or to that one. */
    private Tampering explain(long chain, AuditEvent event, Link last) {
        long place = last.sequence() + 1;
        if (event.sequence() == null || event.sequence() != place) {
            return new Tampering(Kind.MISSING, null, place, "Event " + place + " is gone");
        }
        boolean insteadOfTheNext =
                behind(chain, place, 1).stream().anyMatch(next -> last.hash().equals(next.previousHash()));
        String previous = String.valueOf(event.previousHash());
        if (previous.equals(last.hash())
                || event.content().hash(place, last.hash()).equals(event.hash())) {
            return insteadOfTheNext
                    ? inserted(event.id(), place)
                    : new Tampering(Kind.CHANGED, event.id(), place, "Event " + place + " is not as it was written");
        }
        if (last.id() != null && previous.equals(last.previousHash())) {
            return inserted(last.id(), last.sequence());
        }
        if (exists(chain, previous)) {
            return new Tampering(Kind.REORDERED, event.id(), place, "Event " + place + " is not at its place");
        }
        if (insteadOfTheNext) {
            return inserted(event.id(), place);
        }
        return last.id() != null && event.content().hash(place, previous).equals(event.hash())
                ? new Tampering(
                        Kind.CHANGED,
                        last.id(),
                        last.sequence(),
                        "Event " + last.sequence() + " is not as it was written: the next one names another hash")
                : new Tampering(
                        Kind.MISSING, null, place, "Event " + place + " is gone: the event there follows another one");
    }

    private static Tampering inserted(@Nullable Long id, @Nullable Long sequence) {
        return new Tampering(
                Kind.INSERTED,
                id,
                sequence,
                sequence == null
                        ? "An event without a place in the chain was inserted"
                        : "Event " + sequence + " was inserted");
    }

    private @Nullable Tampering atTheEnd(long chain, Optional<Head> head, Link last, long unchained) {
        if (head.isEmpty()) {
            return last.sequence() == 0
                    ? null
                    : new Tampering(Kind.HEAD_CHANGED, null, null, "The record of where the chain ends is gone");
        }
        if (head.get().sequence() > last.sequence()) {
            return new Tampering(
                    Kind.CUT_OFF,
                    null,
                    last.sequence() + 1,
                    "The chain had " + head.get().sequence() + " events; those from " + (last.sequence() + 1)
                            + " on are gone");
        }
        if (head.get().sequence() < last.sequence()) {
            long place = head.get().sequence() + 1;
            return new Tampering(
                    Kind.INSERTED,
                    behind(chain, head.get().sequence(), 1).get(0).id(),
                    place,
                    "The chain ended at event " + head.get().sequence()
                            + ": the one behind it was inserted, or the record of the end set back");
        }
        if (!head.get().hash().equals(last.hash())) {
            return new Tampering(
                    Kind.HEAD_CHANGED,
                    last.id(),
                    last.sequence(),
                    "The last event is not the one that the record of the chain's end names: one of the two was changed");
        }
        return unchained == 0 ? null : inserted(firstUnchained(chain), null);
    }

    private Optional<Head> head(long chain) {
        return jdbc.sql("select seq, hash from audit_chain where chain = :chain")
                .param("chain", chain)
                .query((rs, rowNumber) ->
                        new Head(rs.getLong("seq"), HexFormat.of().formatHex(rs.getBytes("hash"))))
                .optional();
    }

    private List<AuditEvent> behind(long chain, long sequence, int limit) {
        return jdbc.sql("select * from audit_event where chain = :chain and seq > :seq order by seq limit :limit")
                .param("chain", chain)
                .param("seq", sequence)
                .param("limit", limit)
                .query(AuditEvent::row)
                .list();
    }

    private boolean exists(long chain, String hash) {
        return jdbc.sql(
                        "select exists (select 1 from audit_event where chain = :chain and seq is not null and hash = :hash)")
                .param("chain", chain)
                .param("hash", HexFormat.of().parseHex(hash))
                .query(Boolean.class)
                .single();
    }

    private long unchained(long chain) {
        return jdbc.sql("select count(*) from audit_event where chain = :chain and seq is null")
                .param("chain", chain)
                .query(Long.class)
                .single();
    }

    private long firstUnchained(long chain) {
        return jdbc.sql("select min(id) from audit_event where chain = :chain and seq is null")
                .param("chain", chain)
                .query(Long.class)
                .single();
    }
}
