package dev.orgworks.api.organizations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.Organization.Tier;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Organizations in the learning contract, whose bodies hold what every contract shows. */
@RestController
@RequestMapping("/api/organizations")
class OrganizationController {

    private final FindOrganizations organizations;
    private final CreateOrganization create;

    OrganizationController(FindOrganizations organizations, CreateOrganization create) {
        this.organizations = organizations;
        this.create = create;
    }

    /**
     * The body that makes an organization; everything but the name has a default. Front ends of other contracts send fields of
     * theirs, which are passed over here.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OrganizationRequest(
            @NotBlank @Size(max = 255) String name,

            @Nullable
            @Size(max = 255)
            @Pattern(
                    regexp = "[a-z0-9]+(-[a-z0-9]+)*",
                    message = "must be of lower-case letters, digits and single hyphens")
            String slug,

            @Nullable Category category,
            @Nullable @Size(max = 500) String address,
            @Nullable Tier tier,
            @Nullable Plan plan,
            @Nullable Status status,
            @Nullable ZoneId timeZone,
            @Nullable Map<String, Object> settings) {

        OrganizationDraft wish() {
            return new OrganizationDraft(
                    name.strip(),
                    slug,
                    category,
                    null,
                    address == null || address.isBlank() ? null : address.strip(),
                    Objects.requireNonNullElse(tier, Tier.STANDARD),
                    Objects.requireNonNullElse(plan, Plan.FREE),
                    Objects.requireNonNullElse(status, Status.TRIAL),
                    timeZone == null ? ZoneId.of("UTC") : timeZone,
                    settings == null ? Map.of() : settings);
        }
    }

    /** An organization as the learning contract shows it. */
    record OrganizationView(
            long id,
            UUID uuid,
            String name,
            @Nullable String slug,
            @Nullable Category category,
            @Nullable String address,
            Tier tier,
            Plan plan,
            Status status,
            ZoneId timeZone,
            Map<String, Object> settings,
            Instant createdAt,
            Instant updatedAt) {

        static OrganizationView of(Organization organization) {
            return new OrganizationView(
                    organization.id(),
                    organization.uuid(),
                    organization.name(),
                    organization.slug(),
                    organization.category(),
                    organization.address(),
                    organization.tier(),
                    organization.plan(),
                    organization.status(),
                    organization.timeZone(),
                    organization.settings(),
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<OrganizationView>> list(
            Caller caller, Page page, @RequestParam(required = false) @Nullable String name) {
        List<OrganizationView> found = organizations.list(caller.reach(), name, page.limit(), page.offset()).stream()
                .map(OrganizationView::of)
                .toList();
        return ApiResponse.page("Organizations fetched", found, page, organizations.count(caller.reach(), name));
    }

    @GetMapping("/{organizationId}")
    @Requires(Role.VIEWER)
    ApiResponse<OrganizationView> get(Organization organization) {
        return ApiResponse.of("Organization fetched", OrganizationView.of(organization));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<OrganizationView>> create(Caller caller, @Valid @RequestBody OrganizationRequest body) {
        if (!caller.isPlatformAdministrator()) {
            throw new ForbiddenException(
                    "The token is limited to some organizations and cannot make others; use one without organizationIds");
        }
        Organization made = create.create(caller.actor(), caller.user(), body.wish());
        return ResponseEntity.created(URI.create("/api/organizations/" + made.id()))
                .body(ApiResponse.of("Organization created", OrganizationView.of(made)));
    }
}
