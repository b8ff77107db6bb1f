package dev.orgworks.api.organizations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.InContract;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.http.StrictJson;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Organization.Tier;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Organizations in the workspace contract: a user's own ones, of which one is active. */
@RestController
@InContract(Contract.WORKSPACE)
@RequestMapping("/api/organizations")
class WorkspaceController {

    private final FindOrganizations organizations;
    private final ChangesOrganizations changes;
    private final StrictJson json;

    WorkspaceController(FindOrganizations organizations, ChangesOrganizations changes, StrictJson json) {
        this.organizations = organizations;
        this.changes = changes;
        this.json = json;
    }

    /** The body that makes an organization or changes it; a tier that is left out is Standard, or stays. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record WorkspaceRequest(
            @NotBlank @Size(max = 255) String name,
            @Nullable Tier tier,
            @Nullable Boolean active) {

        WorkspaceRequest {
            name = Texts.trimmed(name);
        }

        OrganizationDraft over(OrganizationDraft present) {
            return new OrganizationDraft(
                    name,
                    present.slug(),
                    present.category(),
                    present.owner(),
                    present.address(),
                    tier == null ? present.tier() : tier,
                    present.plan(),
                    present.status(),
                    present.timeZone(),
                    present.settings());
        }
    }

    /** An organization as the workspace contract shows it. */
    record WorkspaceView(String id, String name, Tier tier, boolean active, Instant createdAt, Instant updatedAt) {

        static WorkspaceView of(Organization organization, long active) {
            return new WorkspaceView(
                    Long.toString(organization.id()),
                    organization.name(),
                    organization.tier(),
                    organization.id() == active,
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    /** A success. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkspaceAnswer<T>(@Nullable T data, String message) {}

    @GetMapping
    @Requires(Role.VIEWER)
    WorkspaceAnswer<List<WorkspaceView>> list(Caller caller) {
        long active = changes.active(caller);
        List<Organization> own = caller.user() == null
                ? organizations.list(caller.reach(), null, Integer.MAX_VALUE, 0)
                : organizations.ofMember(caller.user(), caller.reach());
        return new WorkspaceAnswer<>(
                own.stream()
                        .map(organization -> WorkspaceView.of(organization, active))
                        .toList(),
                "Organizations retrieved successfully");
    }

    @GetMapping("/{organizationId}")
    @Requires(Role.VIEWER)
    ResponseEntity<WorkspaceAnswer<WorkspaceView>> get(Caller caller, Organization organization) {
        return show(ResponseEntity.ok(), "Organization retrieved successfully", caller, organization);
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<WorkspaceAnswer<WorkspaceView>> create(Caller caller, @Valid @RequestBody WorkspaceRequest body) {
        Organization made = changes.create(caller, body.over(OrganizationDraft.named(body.name())), body.active());
        return show(
                ResponseEntity.created(URI.create("/api/organizations/" + made.id())),
                "Organization created successfully",
                caller,
                made);
    }

    @PutMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<WorkspaceAnswer<WorkspaceView>> update(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            @Valid @RequestBody WorkspaceRequest body) {
        return change(caller, organization, expected, body, body::over);
    }

    @PatchMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<WorkspaceAnswer<WorkspaceView>> patch(
            Caller caller, Organization organization, ExpectedVersion expected, @RequestBody ObjectNode patch) {
        WorkspaceRequest seen = merged(OrganizationDraft.of(organization), patch);
        return change(
                caller,
                organization,
                expected,
                seen,
                present -> merged(present, patch).over(present));
    }

    @DeleteMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    WorkspaceAnswer<Void> delete(Caller caller, Organization organization, ExpectedVersion expected) {
        changes.delete(caller, organization, expected);
        return new WorkspaceAnswer<>(null, "Organization deleted successfully");
    }

    private WorkspaceRequest merged(OrganizationDraft present, ObjectNode patch) {
        return json.merge(new WorkspaceRequest(present.name(), present.tier(), null), patch);
    }

    private ResponseEntity<WorkspaceAnswer<WorkspaceView>> change(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            WorkspaceRequest body,
            UnaryOperator<OrganizationDraft> wanted) {
        return show(
                ResponseEntity.ok(),
                "Organization updated successfully",
                caller,
                changes.change(caller, organization, expected, wanted, body.active()));
    }

    private ResponseEntity<WorkspaceAnswer<WorkspaceView>> show(
            ResponseEntity.BodyBuilder answer, String message, Caller caller, Organization organization) {
        WorkspaceView view = WorkspaceView.of(organization, changes.active(caller));
        return answer.eTag(Etag.of(organization.version(), view.active(), view.updatedAt()))
                .body(new WorkspaceAnswer<>(view, message));
    }
}
