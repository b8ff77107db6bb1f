package dev.orgworks.api.webhooks;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.webhooks.RedeliverWebhook;
import dev.orgworks.domain.webhooks.RotateSecret;
import dev.orgworks.domain.webhooks.TryEndpoint;
import dev.orgworks.domain.webhooks.WebhookDelivery;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is done with a webhook: given another secret, tried, sent again what it missed. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/webhooks/{endpointId}")
class WebhookActController {

    private final RotateSecret rotate;
    private final TryEndpoint attempt;
    private final RedeliverWebhook redeliver;

    WebhookActController(RotateSecret rotate, TryEndpoint attempt, RedeliverWebhook redeliver) {
        this.rotate = rotate;
        this.attempt = attempt;
        this.redeliver = redeliver;
    }

    /** @param deliveries how many are queued again */
    record Redelivered(int deliveries) {}

    @PostMapping("/secret")
    @Idempotent(showsSecret = true)
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<WebhookView>> rotate(
            Caller caller,
            Organization organization,
            @PathVariable long endpointId,
            ExpectedVersion expected,
            @Valid @RequestBody WebhookRequests.Rotate body) {
        WebhookView view =
                WebhookView.of(rotate.rotate(caller.actor(), organization.id(), endpointId, expected, body.grace()));
        return ResponseEntity.ok()
                .eTag(view.etag())
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of("Secret rotated; the new one is shown this once only", view));
    }

    @PostMapping("/test")
    @Idempotent
    @Requires(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<WebhookDelivery> test(Caller caller, Organization organization, @PathVariable long endpointId) {
        return ApiResponse.of("Test queued", attempt.attempt(caller.actor(), organization.id(), endpointId));
    }

    @PostMapping("/redeliver")
    @Idempotent
    @Requires(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<Redelivered> redeliver(
            Caller caller,
            Organization organization,
            @PathVariable long endpointId,
            @Valid @RequestBody WebhookRequests.Redeliver body) {
        return ApiResponse.of(
                "Dead deliveries are queued again",
                new Redelivered(redeliver.redeliverAll(caller.actor(), organization.id(), endpointId, body.since())));
    }
}
