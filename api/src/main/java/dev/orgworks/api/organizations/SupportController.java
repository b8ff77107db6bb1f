package dev.orgworks.api.organizations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.http.StrictJson;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.deletion.DeleteForGood;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Organization.Plan;
import dev.orgworks.domain.organizations.Organization.Status;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Organizations in the support contract: by UUID, with plan, status and settings. */
@RestController
@RequestMapping("/organizations")
class SupportController {

    private final ChangesOrganizations changes;
    private final DeleteForGood delete;
    private final StrictJson json;

    SupportController(ChangesOrganizations changes, DeleteForGood delete, StrictJson json) {
        this.changes = changes;
        this.delete = delete;
        this.json = json;
    }

    /** The body that makes an organization, and what a patch makes of one; a new one without a slug gets its name's. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SupportRequest(
            @NotBlank @Size(max = 255) String name,

            @Nullable
            @Size(max = 255)
            @Pattern(regexp = OrganizationRequest.SLUG, message = OrganizationRequest.SLUG_RULE)
            String slug,

            @Nullable Plan plan,
            @Nullable Status status,
            @Nullable Map<String, Object> settings) {

        SupportRequest {
            name = Texts.trimmed(name);
        }

        static SupportRequest of(OrganizationDraft draft) {
            return new SupportRequest(draft.name(), draft.slug(), draft.plan(), draft.status(), draft.settings());
        }

        SupportRequest withSlug(@Nullable String other) {
            return new SupportRequest(name, other, plan, status, settings);
        }

        OrganizationDraft over(OrganizationDraft present) {
            return new OrganizationDraft(
                    name,
                    slug,
                    present.category(),
                    present.owner(),
                    present.address(),
                    present.tier(),
                    Objects.requireNonNullElse(plan, Plan.FREE),
                    Objects.requireNonNullElse(status, Status.TRIAL),
                    present.timeZone(),
                    settings == null ? Map.of() : settings);
        }
    }

    /** An organization as the support contract shows it. */
    record SupportView(
            UUID id,
            String name,
            @Nullable String slug,
            Plan plan,
            Status status,
            Map<String, Object> settings,
            Instant createdAt,
            Instant updatedAt) {

        static SupportView of(Organization organization) {
            return new SupportView(
                    organization.uuid(),
                    organization.name(),
                    organization.slug(),
                    organization.plan(),
                    organization.status(),
                    organization.settings(),
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    /** That an organization is gone. */
    record Deleted(UUID id, boolean deleted) {}

    /** A success. */
    record SupportAnswer<T>(T data) {}

    @GetMapping("/{organizationId}")
    @Requires(Role.VIEWER)
    ResponseEntity<SupportAnswer<SupportView>> get(Organization organization) {
        return show(ResponseEntity.ok(), organization);
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<SupportAnswer<SupportView>> create(Caller caller, @Valid @RequestBody SupportRequest body) {
        SupportRequest whole = body.slug() == null ? body.withSlug(changes.freeSlug(body.name())) : body;
        Organization made = changes.create(caller, whole.over(OrganizationDraft.named(whole.name())), null);
        return show(ResponseEntity.created(URI.create("/organizations/" + made.uuid())), made);
    }

    @PatchMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<SupportAnswer<SupportView>> patch(
            Caller caller, Organization organization, ExpectedVersion expected, @RequestBody ObjectNode patch) {
        return show(
                ResponseEntity.ok(),
                changes.change(
                        caller,
                        organization,
                        expected,
                        present -> json.merge(SupportRequest.of(present), patch).over(present),
                        null));
    }

    /** At once, with everything under it; nobody can restore it. */
    @DeleteMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    SupportAnswer<Deleted> delete(Caller caller, Organization organization, ExpectedVersion expected) {
        delete.delete(caller.actor(), organization.id(), expected);
        return new SupportAnswer<>(new Deleted(organization.uuid(), true));
    }

    private static ResponseEntity<SupportAnswer<SupportView>> show(
            ResponseEntity.BodyBuilder answer, Organization organization) {
        return answer.eTag(Etag.of(organization.version(), organization.updatedAt()))
                .body(new SupportAnswer<>(SupportView.of(organization)));
    }
}
