package dev.orgworks.api.sis;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.jobs.JobView;
import dev.orgworks.api.sis.ReceiveUpload.Received;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.NewImport;
import dev.orgworks.domain.sis.RosterTemplate;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.StartImport;
import dev.orgworks.domain.sis.WriteErrors;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Roster imports: uploading a file, following it, fetching the rows that were rejected. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import")
class SisImportController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** The problems that the import itself shows; all errors are in its error file. */
    private static final int SHOWN_PROBLEMS = 100;

    private final ReceiveUpload receive;
    private final StartImport start;
    private final FindImports imports;
    private final WriteErrors errors;
    private final ShowImport show;

    SisImportController(
            ReceiveUpload receive, StartImport start, FindImports imports, WriteErrors errors, ShowImport show) {
        this.receive = receive;
        this.start = start;
        this.imports = imports;
        this.errors = errors;
        this.show = show;
    }

    /** An import and the job that carries it out. */
    record Started(@JsonProperty("import") ImportView started, JobView job) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<ImportView>> list(Organization organization, Page page) {
        List<ImportView> found = imports.list(organization.id(), page.limit(), page.offset()).stream()
                .map(subject -> show.show(subject, null))
                .toList();
        return ApiResponse.page("Imports fetched", found, page, imports.count(organization.id()));
    }

    @GetMapping(params = "template=csv")
    @Requires(Role.VIEWER)
    ResponseEntity<String> template(Organization organization) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .header("Content-Disposition", "attachment; filename=\"roster-template.csv\"")
                .body(RosterTemplate.csv());
    }

    @PostMapping
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<Started>> start(Organization organization, Caller caller, HttpServletRequest request) {
        Received received = receive.receive(request);
        StartImport.Started started = start.start(
                caller.actor(),
                new NewImport(
                        organization.id(),
                        received.fileName(),
                        received.stored(),
                        received.fields().options(),
                        received.fields().repeat()));
        SisImport subject = started.subject();
        URI location = URI.create("/api/organizations/" + organization.id() + "/sis/import/" + subject.id());
        return ResponseEntity.status(started.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(location)
                .body(ApiResponse.of(
                        started.repeated()
                                ? "The same file was imported with the same options before, and nothing has changed since;"
                                        + " with repeat=true it is imported again"
                                : "Import started",
                        new Started(show.show(subject, null), show.job(subject.currentRunId(), caller))));
    }

    @GetMapping("/{importId}")
    @Requires(Role.VIEWER)
    ApiResponse<ImportView> get(Organization organization, @PathVariable long importId) {
        return ApiResponse.of(
                "Import fetched",
                show.show(imports.byId(organization.id(), importId), imports.firstProblems(importId, SHOWN_PROBLEMS)));
    }

    @GetMapping("/{importId}/errors.csv")
    @Requires(Role.VIEWER)
    void errors(Organization organization, @PathVariable long importId, HttpServletResponse response)
            throws IOException {
        SisImport subject = imports.byId(organization.id(), importId);
        if (!errors.hasPlan(subject)) {
            throw subject.finishedAt() == null
                    ? new ConflictException(
                            "NOT_READ_YET",
                            "The import has not read the whole file yet; ask again when it is past " + subject.state())
                    : new ConflictException(
                            "NOT_READ",
                            "The import ended before it had read any row; its error says why, mend that and upload again");
        }
        response.setContentType(CSV.toString());
        response.setHeader("Content-Disposition", "attachment; filename=\"errors-" + importId + ".csv\"");
        errors.write(subject, response.getOutputStream());
    }
}
