package dev.orgworks.api.organizations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.InContract;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.http.StrictJson;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Organization.Category;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
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

/** Organizations in the studio contract: with a trade, an owner and an address. */
@RestController
@InContract(Contract.STUDIO)
@RequestMapping("/api/organizations")
class StudioController {

    private final FindOrganizations organizations;
    private final ChangesOrganizations changes;
    private final StrictJson json;

    StudioController(FindOrganizations organizations, ChangesOrganizations changes, StrictJson json) {
        this.organizations = organizations;
        this.changes = changes;
        this.json = json;
    }

    /** The body that makes an organization or replaces all that this contract shows of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StudioRequest(
            @NotBlank @Size(max = 255) String name,
            @NotNull Category category,
            @Nullable @Positive Long ownerId,
            @Nullable @Size(max = 500) String address) {

        StudioRequest {
            name = Texts.trimmed(name);
            address = Texts.orNull(address);
        }

        OrganizationDraft over(OrganizationDraft present) {
            return draft(present, name, category, ownerId, address);
        }
    }

    /** An organization as the studio contract shows it; one that was made in another contract may lack a category. */
    record StudioView(
            long id,
            String name,
            @Nullable Category category,
            @Nullable OwnerView owner,
            @Nullable String address,
            Instant createdAt,
            Instant updatedAt) {

        static StudioView of(Organization organization) {
            return new StudioView(
                    organization.id(),
                    organization.name(),
                    organization.category(),
                    OwnerView.ofNullable(organization.owner()),
                    organization.address(),
                    organization.createdAt(),
                    organization.updatedAt());
        }
    }

    /** A success. */
    record StudioAnswer<T extends @Nullable Object>(boolean success, String message, T data) {

        static <T extends @Nullable Object> StudioAnswer<T> of(String message, T data) {
            return new StudioAnswer<>(true, message, data);
        }
    }

    @GetMapping
    @Requires(Role.VIEWER)
    StudioAnswer<List<StudioView>> list(Caller caller) {
        return StudioAnswer.of(
                "Organizations fetched",
                organizations.list(caller.reach(), null, Integer.MAX_VALUE, 0).stream()
                        .map(StudioView::of)
                        .toList());
    }

    @GetMapping("/{organizationId}")
    @Requires(Role.VIEWER)
    ResponseEntity<StudioAnswer<StudioView>> get(Organization organization) {
        return show(ResponseEntity.ok(), "Organization fetched", organization);
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<StudioAnswer<StudioView>> create(Caller caller, @Valid @RequestBody StudioRequest body) {
        Organization made = changes.create(caller, body.over(OrganizationDraft.named(body.name())), null);
        return show(
                ResponseEntity.created(URI.create("/api/organizations/" + made.id())), "Organization created", made);
    }

    @PutMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<StudioAnswer<StudioView>> replace(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            @Valid @RequestBody StudioRequest body) {
        return change(caller, organization, expected, body::over);
    }

    @PatchMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    ResponseEntity<StudioAnswer<StudioView>> patch(
            Caller caller, Organization organization, ExpectedVersion expected, @RequestBody ObjectNode patch) {
        return change(
                caller,
                organization,
                expected,
                present -> json.merge(
                                new StudioPatch(present.name(), present.category(), present.owner(), present.address()),
                                patch)
                        .over(present));
    }

    /** What a patch makes of an organization; only there the category may still be missing. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StudioPatch(
            @NotBlank @Size(max = 255) String name,
            @Nullable Category category,
            @Nullable @Positive Long ownerId,
            @Nullable @Size(max = 500) String address) {

        OrganizationDraft over(OrganizationDraft present) {
            return draft(present, Texts.trimmed(name), category, ownerId, Texts.orNull(address));
        }
    }

    @DeleteMapping("/{organizationId}")
    @Requires(Role.ADMIN)
    StudioAnswer<@Nullable Void> delete(Caller caller, Organization organization, ExpectedVersion expected) {
        changes.delete(caller, organization, expected);
        return StudioAnswer.of("Organization deleted", null);
    }

    private ResponseEntity<StudioAnswer<StudioView>> change(
            Caller caller,
            Organization organization,
            ExpectedVersion expected,
            UnaryOperator<OrganizationDraft> wanted) {
        return show(
                ResponseEntity.ok(),
                "Organization updated",
                changes.change(caller, organization, expected, wanted, null));
    }

    private static ResponseEntity<StudioAnswer<StudioView>> show(
            ResponseEntity.BodyBuilder answer, String message, Organization organization) {
        StudioView view = StudioView.of(organization);
        return answer.eTag(Etag.of(organization.version(), view.owner(), view.updatedAt()))
                .body(StudioAnswer.of(message, view));
    }

    private static OrganizationDraft draft(
            OrganizationDraft present,
            String name,
            @Nullable Category category,
            @Nullable Long owner,
            @Nullable String address) {
        return new OrganizationDraft(
                name,
                present.slug(),
                category,
                owner,
                address,
                present.tier(),
                present.plan(),
                present.status(),
                present.timeZone(),
                present.settings());
    }
}
