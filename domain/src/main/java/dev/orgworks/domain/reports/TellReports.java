package dev.orgworks.domain.reports;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.webhooks.QueueWebhook;
import dev.orgworks.domain.webhooks.WebhookType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells what became of reports, in the transaction in which it did: webhooks of any, letters of those that a schedule makes. Of
 * one run each is told once, whoever restarts it how often.
 */
@Component
class TellReports {

    static final WebhookType LATE = WebhookType.REPORT_LATE;
    static final Actor TELLER = Actor.job(RequestExport.JOB);

    private final FindReportsToTell runs;
    private final QueueWebhook webhooks;
    private final ReportLetters letters;

    TellReports(FindReportsToTell runs, QueueWebhook webhooks, ReportLetters letters) {
        this.runs = runs;
        this.webhooks = webhooks;
        this.letters = letters;
    }

    /** An export has ended. One that began too late, and that nobody saw waiting then, is told to have been late first. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void ended(ExportFinished finished) {
        ReportExport export = finished.export();
        ReportRun run = runs.run(export.runId());
        if (run.startedAt() != null && run.isLate(run.startedAt())) {
            late(run);
        }
        switch (export.state()) {
            case COMPLETED -> {
                if (queue(WebhookType.REPORT_COMPLETED, run, facts(export)) && run.scheduleId() != null) {
                    letters.ready(run, export);
                }
            }
            case FAILED -> {
                if (queue(WebhookType.REPORT_FAILED, run, facts(export)) && run.scheduleId() != null) {
                    letters.failed(run, export);
                }
            }
            default -> {
                // whoever cancels a report knows of it
            }
        }
    }

    /**
     * A report has not begun in time.
     *
     * @return whether nobody had been told
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean late(ReportRun run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("report", run.report());
        facts.put("jobId", run.id());
        facts.put("reportJobId", run.scheduleId());
        facts.put("scheduledFor", run.scheduledFor());
        facts.put("startWithinMinutes", run.startWithinMinutes());
        facts.put("startedAt", run.startedAt());
        boolean first = queue(LATE, run, facts);
        if (first) {
            letters.late(run);
        }
        return first;
    }

    private boolean queue(WebhookType type, ReportRun run, Map<String, Object> facts) {
        return webhooks.queue(TELLER, run.organizationId(), type, run.key(type.word()), facts);
    }

    private static Map<String, Object> facts(ReportExport export) {
        Instant expires = export.expiresAt();
        boolean there = export.state() == ExportState.COMPLETED;
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exportId", export.id());
        facts.put("type", export.definition().type().word());
        facts.put("format", export.definition().format().word());
        facts.put("jobId", export.runId());
        facts.put("reportJobId", export.scheduleId());
        facts.put("scheduledFor", export.scheduledFor());
        if (there) {
            facts.put("asOf", export.asOf());
            facts.put("rows", export.rows());
            facts.put("sizeBytes", export.sizeBytes());
            facts.put("sha256", export.sha256());
            facts.put("fileName", export.fileName());
            facts.put("expiresAt", expires);
            facts.put(
                    "download",
                    "/api/organizations/" + export.organizationId() + "/reports/exports/" + export.id() + "/download");
        } else {
            facts.put("error", export.error());
        }
        return facts;
    }
}
