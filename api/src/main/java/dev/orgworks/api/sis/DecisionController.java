package dev.orgworks.api.sis;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.sis.AbortImport;
import dev.orgworks.domain.sis.ApplyPlan;
import dev.orgworks.domain.sis.ApplyPlan.Consent;
import dev.orgworks.domain.sis.FindImports;
import dev.orgworks.domain.sis.RejectPlan;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people decide about an import: to apply or to reject a plan that waits, or to end an import early. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/sis/import/{importId}")
class DecisionController {

    private final FindImports imports;
    private final ApplyPlan apply;
    private final RejectPlan reject;
    private final AbortImport abort;
    private final ShowImport show;

    DecisionController(FindImports imports, ApplyPlan apply, RejectPlan reject, AbortImport abort, ShowImport show) {
        this.imports = imports;
        this.apply = apply;
        this.reject = reject;
        this.abort = abort;
        this.show = show;
    }

    /**
     * Why a plan is rejected.
     *
     * @param reason for those who read it later; null for none
     */
    record Rejection(
            @Size(max = 1000, message = "must not be longer than 1000 characters") @Nullable
            String reason) {}

    /** Approves of what the guard held. */
    @PostMapping("/approve")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<ImportView> approve(Organization organization, Caller caller, @PathVariable long importId) {
        apply.apply(caller.actor(), imports.byId(organization.id(), importId), Consent.TO_HELD);
        return answer("Import approved; a job applies it", organization, importId);
    }

    /** Applies what a dry run planned; what the guard objects to only together with an approval. */
    @PostMapping("/apply")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<ImportView> apply(
            Organization organization,
            Caller caller,
            @PathVariable long importId,
            @RequestParam(name = "approve", defaultValue = "false") boolean approve) {
        apply.apply(
                caller.actor(),
                imports.byId(organization.id(), importId),
                approve ? Consent.TO_DRY_RUN_AND_GUARD : Consent.TO_DRY_RUN);
        return answer("A job applies the plan", organization, importId);
    }

    @PostMapping("/reject")
    @Idempotent
    @Requires(Role.MANAGER)
    ApiResponse<ImportView> reject(
            Organization organization,
            Caller caller,
            @PathVariable long importId,
            @Valid @RequestBody(required = false) @Nullable Rejection body) {
        String reason = body == null || body.reason() == null || body.reason().isBlank()
                ? null
                : body.reason().strip();
        reject.reject(caller.actor(), imports.byId(organization.id(), importId), reason);
        return answer("Import rejected", organization, importId);
    }

    @PostMapping("/abort")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<ImportView> abort(Organization organization, Caller caller, @PathVariable long importId) {
        abort.abort(caller.actor(), imports.byId(organization.id(), importId));
        return answer("Import is being aborted", organization, importId);
    }

    private ApiResponse<ImportView> answer(String message, Organization organization, long importId) {
        return ApiResponse.of(message, show.show(imports.byId(organization.id(), importId), null));
    }
}
