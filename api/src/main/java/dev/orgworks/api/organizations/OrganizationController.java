package dev.orgworks.api.organizations;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.InContract;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.http.StrictJson;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.Organization.Tier;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Organizations in the learning contract, whose bodies hold what the others show, in the studio's words. */
@RestController
@InContract(Contract.LEARNING)
@RequestMapping("/api/organizations")
class OrganizationController {

    private final FindOrganizations organizations;
    private final ChangesOrganizations changes;
    private final StrictJson json;

    OrganizationController(FindOrganizations organizations, ChangesOrganizations changes, StrictJson json) {
        this.organizations = organizations;
        this.changes = changes;
        this.json = json;
    }

    /** An organization as the learning contract shows it. */
    record OrganizationView(
            long id,
            UUID uuid,
            String name,
            @Nullable String slug,
            @Nullable Category category,
            @Nullable OwnerView owner,
            @Nullable String address,
            Tier tier,
            Plan plan,
            Status status,
            boolean active,
            ZoneId timeZone,
            Map<String, Object> settings,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static OrganizationView of(Organization organization, long active) {
            return new OrganizationView(
                    organization.id(),
                    organization.uuid(),
                    organization.name(),
                    organization.slug(),
                    organization.category(),
                    OwnerView.ofNullable(organization.owner()),
                    organization.address(),
                    organization.tier(),
                    organization.plan(),
                    organization.status(),
                    organization.id() == active,
                    organization.timeZone(),
                    organization.settings(),
                    organization.version(),
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<OrganizationView>> list(
            Caller caller, Page page, @RequestParam(required = false) @Nullable String name) {
        long active = changes.active(caller);
        List<OrganizationView> found = organizations.list(caller.reach(), name, page.limit(), page.offset()).stream()
                .map(organization -> OrganizationView.of(organization, active))
                .toList();
        return ApiResponse.page("Organizations fetched", found, page, organizations.count(caller.reach(), name));
    }

    @GetMapping("/{organizationId}")
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<OrganizationView>> get(Caller caller, Organization organization) {
        return show(ResponseEntity.ok(), "fetched", caller, organization);
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<OrganizationView>> create(Caller caller, @Valid @RequestBody OrganizationRequest body) {
        Organization made = changes.create(caller, body.draft(), body.active());
        return show(ResponseEntity.created(URI.create("/api/organizations/" + made.id())), "created", caller, made);
    }

    @PutMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<OrganizationView>> replace(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            @Valid @RequestBody OrganizationRequest body) {
        return change(caller, organization, expected, body, present -> body.draft());
    }

    @PatchMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<OrganizationView>> patch(
            Caller caller, Organization organization, ExpectedVersion expected, @RequestBody ObjectNode patch) {
        OrganizationRequest seen = json.merge(OrganizationRequest.of(OrganizationDraft.of(organization)), patch);
        return change(
                caller,
                organization,
                expected,
                seen,
                present -> json.merge(OrganizationRequest.of(present), patch).draft());
    }

    @DeleteMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ApiResponse<@Nullable Void> delete(Caller caller, Organization organization, ExpectedVersion expected) {
        changes.delete(caller, organization, expected);
        return ApiResponse.of("Organization deleted", null);
    }

    private ResponseEntity<ApiResponse<OrganizationView>> change(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            OrganizationRequest body,
            UnaryOperator<OrganizationDraft> wanted) {
        ExpectedVersion version = body.version() == null ? expected : new ExpectedVersion(Set.of(body.version()));
        Organization changed = changes.change(caller, organization, version, wanted, body.active());
        return show(ResponseEntity.ok(), "updated", caller, changed);
    }

    private ResponseEntity<ApiResponse<OrganizationView>> show(
            ResponseEntity.BodyBuilder answer, String done, Caller caller, Organization organization) {
        OrganizationView view = OrganizationView.of(organization, changes.active(caller));
        return answer.eTag(Etag.of(view.version(), view.active(), view.owner(), view.updatedAt()))
                .body(ApiResponse.of("Organization " + done, view));
    }
}
