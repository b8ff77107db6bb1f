package dev.orgworks.domain.sis;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.EnqueueRun;
import dev.orgworks.domain.sis.StartImport.Started;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transaction in which an upload becomes an import with its run, or is found to repeat an earlier one. */
@Component
class RecordImport {

    private final ClaimUpload claim;
    private final InsertImport insert;
    private final SavedMappings mappings;
    private final EnqueueRun enqueue;
    private final RecordAudit audit;

    RecordImport(
            ClaimUpload claim, InsertImport insert, SavedMappings mappings, EnqueueRun enqueue, RecordAudit audit) {
        this.claim = claim;
        this.insert = insert;
        this.mappings = mappings;
        this.enqueue = enqueue;
        this.audit = audit;
    }

    @Transactional
    Started record(Actor actor, ReadyImport ready) {
        NewImport wish = ready.wish();
        long organizationId = wish.organizationId();
        ClaimUpload.Claim claimed = claim.claim(ready);
        Optional<SisImport> earlier = claim.stillGood(claimed);
        if (earlier.isPresent() && !wish.repeat()) {
            return new Started(earlier.get(), true);
        }
        long id = insert.insert(actor, ready);
        claim.keep(claimed, id);
        ColumnMapping mapping = wish.options().mapping();
        if (mapping != null) {
            mappings.save(actor, organizationId, ready.facts().headers(), mapping);
        }
        UUID runId = enqueue.enqueue(
                actor,
                StartImport.run(
                        StartImport.JOB, organizationId, id, wish.stored().sizeBytes()));
        audit.record(actor, new AuditEntry(organizationId, "import.started", "import", id, null, told(wish)));
        return new Started(insert.withRun(id, runId), false);
    }

    private static Map<String, Object> told(NewImport wish) {
        return Map.of(
                "fileName", wish.fileName(),
                "sizeBytes", wish.stored().sizeBytes(),
                "sha256", wish.stored().sha256(),
                "options", wish.options());
    }
}
