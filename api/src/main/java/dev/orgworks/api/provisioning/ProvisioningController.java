package dev.orgworks.api.provisioning;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.provisioning.ChangeProvisioning;
import dev.orgworks.domain.provisioning.FindClaims;
import dev.orgworks.domain.provisioning.FindProvisioning;
import dev.orgworks.domain.provisioning.FindProvisioning.Filter;
import dev.orgworks.domain.provisioning.IssueProvisioning;
import dev.orgworks.domain.provisioning.ProvisioningToken;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tokens that an organization hands out: made, listed with who used them, changed. Those that give seats are its managers', others
 * its administrators'.
 */
@RestController
@RequestMapping("/api/organizations/{organizationId}/provisioning")
class ProvisioningController {

    private final FindProvisioning tokens;
    private final FindClaims claims;
    private final IssueProvisioning issue;
    private final ChangeProvisioning change;
    private final ShowToken show;

    ProvisioningController(
            FindProvisioning tokens,
            FindClaims claims,
            IssueProvisioning issue,
            ChangeProvisioning change,
            ShowToken show) {
        this.tokens = tokens;
        this.claims = claims;
        this.issue = issue;
        this.change = change;
        this.show = show;
    }

    /** A token and who used it. */
    record Used(ShowToken.TokenView provisioning, List<FindClaims.Use> claims) {}

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<ShowToken.TokenView>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) ProvisioningToken.@Nullable Kind kind,
            @RequestParam(required = false) ProvisioningToken.@Nullable State state) {
        Filter filter = new Filter(kind, state);
        List<ShowToken.TokenView> found = tokens.list(organization.id(), filter, page.limit(), page.offset()).stream()
                .map(show::view)
                .toList();
        return ApiResponse.page("Provisioning tokens fetched", found, page, tokens.count(organization.id(), filter));
    }

    @GetMapping("/{tokenId}")
    @Requires(Role.MANAGER)
    ApiResponse<Used> get(Organization organization, @PathVariable long tokenId, Page page) {
        ProvisioningToken token = tokens.byId(organization.id(), tokenId);
        return ApiResponse.page(
                "Provisioning token fetched",
                new Used(show.view(token), claims.of(token, page.limit(), page.offset())),
                page,
                claims.count(token));
    }

    @PostMapping
    @Idempotent(showsSecret = true)
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ShowToken.TokenView>> create(
            Caller caller, Organization organization, @Valid @RequestBody ProvisioningRequest body) {
        IssueProvisioning.Issued issued = issue.issue(caller, organization.id(), body.wish(show.now()));
        return ResponseEntity.created(URI.create("/api/organizations/" + organization.id() + "/provisioning/"
                        + issued.token().id()))
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of(
                        "Provisioning token created; its secret is shown this once only",
                        show.view(issued.token(), issued.secret())));
    }

    @PatchMapping
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<ShowToken.TokenView>> change(
            Caller caller, Organization organization, @Valid @RequestBody ProvisioningPatch body) {
        ChangeProvisioning.Changed changed = change.change(
                caller,
                organization.id(),
                body.tokenId(),
                body.version() == null ? ExpectedVersion.ANY : new ExpectedVersion(Set.of(body.version())),
                body.change(show.now()));
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of(
                        changed.secret() == null
                                ? "Provisioning token changed"
                                : "Provisioning token rotated; its new secret is shown this once only",
                        changed.secret() == null
                                ? show.view(changed.token())
                                : show.view(changed.token(), changed.secret())));
    }
}
