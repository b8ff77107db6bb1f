package dev.orgworks.domain.reports;

import dev.orgworks.domain.GoneException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.users.TokenSecret;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the report to which a recipient's link leads, and notes that it was followed. */
@Component
public class FollowReportLink {

    private final JdbcClient jdbc;
    private final FindExports exports;
    private final RecordAudit audit;
    private final InstantSource clock;

    FollowReportLink(JdbcClient jdbc, FindExports exports, RecordAudit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.audit = audit;
        this.clock = clock;
    }

    private record Link(long id, long exportId, long organizationId, String recipient, Instant expiresAt) {}

    /**
     * Follows a link.
     *
     * @param requestId of the request that does
     * @throws LinkUnknownException when there is none of this secret, or its organization is deleted
     * @throws GoneException when it has expired, or the file is gone
     */
    @Transactional
    public ReportExport follow(TokenSecret secret, @Nullable String requestId, @Nullable String correlationId) {
        Link link = jdbc.sql("""
                        select l.id, l.export_id, l.recipient, l.expires_at, e.organization_id
                        from report_link l
                        join report_export e on e.id = l.export_id
                        join organization o on o.id = e.organization_id and o.deleted_at is null
                        where l.hash = :hash
                        """)
                .param("hash", secret.hash())
                .query((rs, rowNumber) -> new Link(
                        rs.getLong("id"),
                        rs.getLong("export_id"),
                        rs.getLong("organization_id"),
                        rs.getString("recipient"),
                        rs.getTimestamp("expires_at").toInstant()))
                .optional()
                .orElseThrow(LinkUnknownException::new);
        Instant now = clock.instant();
        ReportExport export = exports.byId(link.organizationId(), link.exportId());
        if (!now.isBefore(link.expiresAt()) || export.state() != ExportState.COMPLETED) {
            throw new GoneException(
                    "REPORT_EXPIRED", "The report was kept until " + link.expiresAt() + "; ask for it anew");
        }
        jdbc.sql("update report_link set uses = uses + 1, last_used_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", link.id())
                .update();
        audit.record(
                new Actor("report-link:" + link.id(), requestId, correlationId),
                new AuditEntry(
                        link.organizationId(),
                        "export.fetched",
                        "export",
                        export.id(),
                        null,
                        Map.of("linkId", link.id(), "recipient", link.recipient())));
        return export;
    }
}
