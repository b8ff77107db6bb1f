package dev.orgworks.api.sis;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.JobView;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindRemains;
import dev.orgworks.domain.sis.FindUndo;
import dev.orgworks.domain.sis.ImportUndo;
import dev.orgworks.domain.sis.KeptRow;
import dev.orgworks.domain.sis.RowAction;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartUndo;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Taking an import back, and who was left as he is. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import/{importId}/undo")
class UndoController {

    private final FindImports imports;
    private final StartUndo start;
    private final FindUndo undos;
    private final FindRemains remains;
    private final ShowImport show;

    UndoController(FindImports imports, StartUndo start, FindUndo undos, FindRemains remains, ShowImport show) {
        this.imports = imports;
        this.start = start;
        this.undos = undos;
        this.remains = remains;
        this.show = show;
    }

    /** An import and the job that takes it back. */
    record Started(@JsonProperty("import") ImportView subject, JobView job) {}

    /**
     * A learner who was left as he is.
     *
     * @param action what the import had done with him
     * @param id his, like what follows as he is now
     * @param importId the import that wrote him last; when it is the undone one, he was changed by hand since
     * @param holderId the learner who has the login that he had before; null unless that is why
     */
    record Kept(
            long row,
            RowAction action,
            KeptRow.Why why,
            long id,
            @Nullable String externalId,
            @Nullable String login,
            @Nullable LearnerStatus status,
            @Nullable Instant updatedAt,
            @Nullable Long importId,
            @Nullable Long holderId) {

        static Kept of(KeptRow row) {
            return new Kept(
                    row.row(),
                    row.action(),
                    row.why(),
                    row.learnerId(),
                    row.externalId(),
                    row.login(),
                    row.status(),
                    row.updatedAt(),
                    row.importId(),
                    row.holderId());
        }
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<Started> undo(Organization organization, Caller caller, @PathVariable long importId) {
        ImportUndo undo = start.start(caller.actor(), organization.id(), importId);
        return ApiResponse.of(
                "A job takes the import back",
                new Started(
                        show.show(imports.byId(organization.id(), importId), null), show.job(undo.runId(), caller)));
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<Kept>> kept(Organization organization, @PathVariable long importId, Page page) {
        SisImport subject = imports.byId(organization.id(), importId);
        ImportView.Undo undo = show.show(subject, null).undo();
        if (undo == null) {
            throw new ConflictException("NOT_UNDONE", "Nobody asked to take this import back");
        }
        remains.of(importId).needJournal();
        List<Kept> kept = undos.kept(importId, page.limit(), page.offset()).stream()
                .map(Kept::of)
                .toList();
        return ApiResponse.page("Learners who were kept fetched", kept, page, undos.countKept(importId))
                .with("undo", undo);
    }
}
