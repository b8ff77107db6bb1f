package dev.orgworks.domain.audit;

import dev.orgworks.domain.directory.DirectoryVersion;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Component;

/** Appends events to their chains. */
@Component
class WriteEvents {

    private static final int PAGE = 500;

    /** What is remembered of these is to be looked up anew; so no change of them can be forgotten that the audit knows. */
    private static final Set<String> DIRECTORY = Set.of("organization", "user", "member", "token");

    private final NamedParameterJdbcOperations jdbc;
    private final DirectoryVersion directory;

    WriteEvents(NamedParameterJdbcOperations jdbc, DirectoryVersion directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /** Where a chain ends. */
    private record Head(long chain, long sequence, String hash) {

        Head then(EventContent event) {
            return new Head(chain, sequence + 1, event.hash(sequence + 1, hash));
        }

        MapSqlParameterSource row() {
            return new MapSqlParameterSource()
                    .addValue("chain", chain)
                    .addValue("seq", sequence)
                    .addValue("hash", bytes(hash));
        }
    }

    /**
     * Appends events in their order. The chains stay locked until the transaction ends; several are locked in order of their
     * organizations, so that transactions wait for each other and never in a circle.
     */
    void append(Collection<EventContent> events) {
        if (events.isEmpty()) {
            return;
        }
        SortedMap<Long, Head> heads = new TreeMap<>();
        events.forEach(event -> heads.put(event.chain(), new Head(event.chain(), 0, EventContent.NONE)));
        heads.putAll(locked(heads));
        heads.replaceAll((chain, head) -> head.sequence() == 0 ? withEarlierEvents(head) : head);
        List<MapSqlParameterSource> rows = new ArrayList<>(events.size());
        for (EventContent event : events) {
            Head last = heads.getOrDefault(event.chain(), new Head(event.chain(), 0, EventContent.NONE));
            Head now = last.then(event);
            rows.add(row(event, last, now));
            heads.put(event.chain(), now);
        }
        insert(rows);
        move(heads);
        if (events.stream().anyMatch(event -> DIRECTORY.contains(event.targetType()))) {
            directory.changed();
        }
    }

    private Map<Long, Head> locked(SortedMap<Long, Head> fresh) {
        jdbc.batchUpdate("""
                insert into audit_chain (chain, seq, hash) values (:chain, :seq, :hash)
                on duplicate key update chain = chain
                """, fresh.values().stream().map(Head::row).toArray(MapSqlParameterSource[]::new));
        Map<Long, Head> heads = new TreeMap<>();
        jdbc.query(
                "select chain, seq, hash from audit_chain where chain in (:chains) order by chain for update",
                Map.of("chains", fresh.keySet()),
                rs -> {
                    Head head = new Head(
                            rs.getLong("chain"),
                            rs.getLong("seq"),
                            HexFormat.of().formatHex(rs.getBytes("hash")));
                    heads.put(head.chain(), head);
                });
        return heads;
    }

    /** Takes events of a release that had no chain into a chain that begins. */
    private Head withEarlierEvents(Head head) {
        Head last = head;
        List<AuditEvent> page;
        do {
            page = jdbc.query(
                    "select * from audit_event where chain = :chain and seq is null order by id limit :limit",
                    Map.of("chain", head.chain(), "limit", PAGE),
                    AuditEvent::row);
            List<MapSqlParameterSource> rows = new ArrayList<>(page.size());
            for (AuditEvent event : page) {
                Head now = last.then(event.content());
                rows.add(now.row().addValue("id", event.id()).addValue("previous", bytes(last.hash())));
                last = now;
            }
            if (!rows.isEmpty()) {
                jdbc.batchUpdate(
                        "update audit_event set seq = :seq, previous_hash = :previous, hash = :hash where id = :id",
                        rows.toArray(MapSqlParameterSource[]::new));
            }
        } while (page.size() == PAGE);
        return last;
    }

    private void insert(List<MapSqlParameterSource> rows) {
        jdbc.batchUpdate("""
                insert into audit_event (organization_id, seq, at, actor, action, target_type, target_id, before_value,
                                         after_value, request_id, correlation_id, previous_hash, hash)
                values (:organization, :seq, :at, :actor, :action, :targetType, :targetId, :before,
                        :after, :request, :correlation, :previous, :hash)
                """, rows.toArray(MapSqlParameterSource[]::new));
    }

    private void move(SortedMap<Long, Head> heads) {
        jdbc.batchUpdate(
                "update audit_chain set seq = :seq, hash = :hash where chain = :chain",
                heads.values().stream().map(Head::row).toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource row(EventContent event, Head last, Head now) {
        return now.row()
                .addValue("previous", bytes(last.hash()))
                .addValue("organization", event.organizationId())
                .addValue("at", Timestamp.from(event.at()))
                .addValue("actor", event.actor())
                .addValue("action", event.action())
                .addValue("targetType", event.targetType())
                .addValue("targetId", event.targetId())
                .addValue("before", event.before())
                .addValue("after", event.after())
                .addValue("request", event.requestId())
                .addValue("correlation", event.correlationId());
    }

    private static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }
}
