package dev.orgworks.domain.reports;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit, and whoever listens, that an export has ended. */
@Component
class TellExport {

    private static final Actor JOB = Actor.job(RequestExport.JOB);

    private final FindExports exports;
    private final RecordAudit audit;
    private final ApplicationEventPublisher events;

    TellExport(FindExports exports, RecordAudit audit, ApplicationEventPublisher events) {
        this.exports = exports;
        this.audit = audit;
        this.events = events;
    }

    void ended(UUID runId) {
        ReportExport export = exports.byRun(runId).orElseThrow();
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("type", export.definition().type());
        facts.put("format", export.definition().format());
        facts.put("rows", export.rows());
        facts.put("sha256", export.sha256());
        facts.put("error", export.error());
        audit.record(
                JOB,
                new AuditEntry(
                        export.organizationId(),
                        "export." + export.state().name().toLowerCase(Locale.ROOT),
                        "export",
                        export.id(),
                        null,
                        facts));
        events.publishEvent(new ExportFinished(export));
    }
}
