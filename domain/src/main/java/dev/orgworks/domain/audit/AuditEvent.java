package dev.orgworks.domain.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is kept.
 *
 * @param organizationId the organization it belongs to; null: the platform's own
 * @param sequence its number in the organization's chain, from 1 without a gap; null: it is of a release that had no chain, and
 *     nothing has been recorded since
 * @param at when it was recorded, to the microsecond
 * @param before the values replaced, JSON
 * @param after the values that held then, JSON
 * @param previousHash the hash of the event before it in the chain, 64 hexadecimal digits; zeros before the first
 * @param hash the SHA-256 of all the rest but the id, 64 hexadecimal digits
 */
public record AuditEvent(
        long id,
        @Nullable Long organizationId,
        @Nullable Long sequence,
        Instant at,
        String actor,
        String action,
        String targetType,
        String targetId,
        @Nullable String before,
        @Nullable String after,
        @Nullable String requestId,
        @Nullable String correlationId,
        @Nullable String previousHash,
        @Nullable String hash) {

    EventContent content() {
        return new EventContent(
                organizationId, at, actor, action, targetType, targetId, before, after, requestId, correlationId);
    }

    static AuditEvent row(ResultSet rs, int rowNumber) throws SQLException {
        return new AuditEvent(
                rs.getLong("id"),
                rs.getObject("organization_id", Long.class),
                rs.getObject("seq", Long.class),
                rs.getTimestamp("at").toInstant(),
                rs.getString("actor"),
                rs.getString("action"),
                rs.getString("target_type"),
                rs.getString("target_id"),
                rs.getString("before_value"),
                rs.getString("after_value"),
                rs.getString("request_id"),
                rs.getString("correlation_id"),
                hex(rs.getBytes("previous_hash")),
                hex(rs.getBytes("hash")));
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
