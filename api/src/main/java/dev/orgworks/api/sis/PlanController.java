package dev.orgworks.api.sis;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.FindPlan;
import dev.orgworks.domain.sis.PlannedRow;
import dev.orgworks.domain.sis.RowAction;
import dev.orgworks.domain.sis.SisImport;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an import does, row by row and field by field: before it is applied, and after. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import/{importId}/plan")
class PlanController {

    private final FindImports imports;
    private final FindPlan plan;

    PlanController(FindImports imports, FindPlan plan) {
        this.imports = imports;
        this.plan = plan;
    }

    /**
     * A row as the API shows it.
     *
     * @param line where the row begins in the file; null for a learner whom a full roster does not name
     * @param externalId the learner's; null when the row says none
     * @param id null for a learner who is not there yet
     * @param kept the fields that stay since somebody edited them by hand
     */
    record Row(
            long row,
            @Nullable Long line,
            RowAction action,
            @Nullable String externalId,
            @Nullable Long id,
            List<Change> changes,
            List<Kept> kept,
            List<ImportView.Problem> problems) {

        static Row of(PlannedRow row) {
            return new Row(
                    row.row(),
                    row.line(),
                    row.action(),
                    row.externalId(),
                    row.learnerId(),
                    row.changes().stream()
                            .map(change -> new Change(change.field().json(), change.before(), change.after()))
                            .toList(),
                    row.kept().stream()
                            .map(kept -> new Kept(kept.field().json(), kept.value(), kept.said()))
                            .toList(),
                    row.problems().stream().map(ImportView.Problem::of).toList());
        }
    }

    /** A field that changes; null for an empty one. */
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    /**
     * A field that stays as it is.
     *
     * @param file what the file says; null when it clears the field, or is no longer kept
     */
    record Kept(
            String field, @Nullable String value, @Nullable String file) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<Row>> plan(
            Organization organization,
            @PathVariable long importId,
            Page page,
            @RequestParam(required = false) @Nullable RowAction action,
            @RequestParam(required = false) @Nullable String cursor) {
        SisImport subject = imports.byId(organization.id(), importId);
        List<PlannedRow> rows = plan.page(subject, action, after(cursor), page.limit());
        return ApiResponse.of("Plan fetched", rows.stream().map(Row::of).toList())
                .with("limit", page.limit())
                .with(
                        "nextCursor",
                        rows.size() < page.limit()
                                ? null
                                : Long.toString(rows.get(rows.size() - 1).row()))
                .with("counts", subject.counts())
                .with("guard", ImportView.Guard.of(subject));
    }

    private static long after(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new InvalidInputException(
                    "cursor", "INVALID", "cursor must be a meta.nextCursor of an earlier page, or empty for the first");
        }
        return Long.parseLong(cursor);
    }
}
