package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.jobs.RunRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes "I want this file": an export and the run that makes it. */
@Component
public class RequestExport {

    /** The job's name. */
    public static final String JOB = "reportExport";

    private final ReportSources sources;
    private final EnqueueRun enqueue;
    private final WriteExport write;
    private final FindExports exports;
    private final RecordAudit audit;

    RequestExport(
            ReportSources sources, EnqueueRun enqueue, WriteExport write, FindExports exports, RecordAudit audit) {
        this.sources = sources;
        this.enqueue = enqueue;
        this.write = write;
        this.exports = exports;
        this.audit = audit;
    }

    /**
     * Makes an export and enqueues its run.
     *
     * @throws InvalidInputException when the definition wants what there is not
     */
    @Transactional
    public ReportExport request(Actor actor, long organizationId, ExportDefinition definition) {
        sources.check(definition);
        UUID run = enqueue.enqueue(
                actor,
                new RunRequest(organizationId, JOB, Map.of(ReportJob.REPORT, definition), null, null, 0)
                        .withHeavy(definition.type().isLong()));
        write.insert(organizationId, run, definition, null, null, actor.name());
        ReportExport export = exports.byRun(run).orElseThrow();
        audit.record(
                actor,
                new AuditEntry(organizationId, "export.requested", "export", export.id(), null, export.definition()));
        return export;
    }
}
