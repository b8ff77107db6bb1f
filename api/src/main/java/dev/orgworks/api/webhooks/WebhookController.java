package dev.orgworks.api.webhooks;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.webhooks.ChangeEndpoint;
import dev.orgworks.domain.webhooks.CreateEndpoint;
import dev.orgworks.domain.webhooks.DeleteEndpoint;
import dev.orgworks.domain.webhooks.FindEndpoints;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An organization's webhooks: made, shown, changed, deleted. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/webhooks")
class WebhookController {

    private final FindEndpoints endpoints;
    private final CreateEndpoint create;
    private final ChangeEndpoint change;
    private final DeleteEndpoint delete;

    WebhookController(FindEndpoints endpoints, CreateEndpoint create, ChangeEndpoint change, DeleteEndpoint delete) {
        this.endpoints = endpoints;
        this.create = create;
        this.change = change;
        this.delete = delete;
    }

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<WebhookView>> list(Organization organization, Page page) {
        List<WebhookView> found = endpoints.list(organization.id(), page.limit(), page.offset()).stream()
                .map(WebhookView::of)
                .toList();
        return ApiResponse.page("Webhooks fetched", found, page, endpoints.count(organization.id()));
    }

    @GetMapping("/{endpointId}")
    @Requires(Role.MANAGER)
    ResponseEntity<ApiResponse<WebhookView>> get(Organization organization, @PathVariable long endpointId) {
        WebhookView view = WebhookView.of(endpoints.byId(organization.id(), endpointId));
        return ResponseEntity.ok().eTag(view.etag()).body(ApiResponse.of("Webhook fetched", view));
    }

    @PostMapping
    @Idempotent(showsSecret = true)
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<WebhookView>> create(
            Caller caller, Organization organization, @Valid @RequestBody WebhookRequests.Create body) {
        WebhookView view = WebhookView.of(create.create(caller.actor(), organization.id(), body.draft()));
        return ResponseEntity.created(URI.create("/api/organizations/" + organization.id() + "/webhooks/" + view.id()))
                .eTag(view.etag())
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of("Webhook created; its secret is shown this once only", view));
    }

    @PatchMapping("/{endpointId}")
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<WebhookView>> change(
            Caller caller,
            Organization organization,
            @PathVariable long endpointId,
            ExpectedVersion expected,
            @Valid @RequestBody WebhookRequests.Change body) {
        WebhookView view = WebhookView.of(
                change.change(caller.actor(), organization.id(), endpointId, body.expected(expected), body.change()));
        return ResponseEntity.ok().eTag(view.etag()).body(ApiResponse.of("Webhook changed", view));
    }

    @DeleteMapping("/{endpointId}")
    @Requires(Role.ADMIN)
    ApiResponse<WebhookView> delete(
            Caller caller, Organization organization, @PathVariable long endpointId, ExpectedVersion expected) {
        return ApiResponse.of(
                "Webhook deleted, with its deliveries",
                WebhookView.of(delete.delete(caller.actor(), organization.id(), endpointId, expected)));
    }
}
