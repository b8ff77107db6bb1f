package dev.orgworks.api.sis;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.RosterTemplate;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.sis.WriteErrors;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Roster imports: following them, fetching the rows that were rejected. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import")
class SisImportController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** The problems that the import itself shows; all errors are in its error file. */
    private static final int SHOWN_PROBLEMS = 100;

    private final FindImports imports;
    private final WriteErrors errors;
    private final ShowImport show;

    SisImportController(FindImports imports, WriteErrors errors, ShowImport show) {
        this.imports = imports;
        this.errors = errors;
        this.show = show;
    }

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
