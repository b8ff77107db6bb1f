package dev.orgworks.api.webhooks;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.webhooks.DeliveryState;
import dev.orgworks.domain.webhooks.FindDeliveries;
import dev.orgworks.domain.webhooks.FindDeliveries.Filter;
import dev.orgworks.domain.webhooks.RedeliverWebhook;
import dev.orgworks.domain.webhooks.WebhookDelivery;
import dev.orgworks.domain.webhooks.WebhookType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was sent to an organization's webhooks, what waits, and what could not be delivered. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/webhooks/deliveries")
class DeliveryController {

    private final FindDeliveries deliveries;
    private final RedeliverWebhook redeliver;

    DeliveryController(FindDeliveries deliveries, RedeliverWebhook redeliver) {
        this.deliveries = deliveries;
        this.redeliver = redeliver;
    }

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<WebhookDelivery>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable Long endpointId,
            @RequestParam(required = false) @Nullable DeliveryState state,
            @RequestParam(required = false) @Nullable String type) {
        Filter filter = new Filter(endpointId, state, type == null ? null : type(type));
        List<WebhookDelivery> found = deliveries.list(organization.id(), filter, page.limit(), page.offset());
        return ApiResponse.page("Deliveries fetched", found, page, deliveries.count(organization.id(), filter));
    }

    @GetMapping("/{deliveryId}")
    @Requires(Role.MANAGER)
    ApiResponse<FindDeliveries.Detail> get(Organization organization, @PathVariable long deliveryId) {
        return ApiResponse.of("Delivery fetched", deliveries.detail(organization.id(), deliveryId));
    }

    @PostMapping("/{deliveryId}/redeliver")
    @Idempotent
    @Requires(Role.ADMIN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<WebhookDelivery> redeliver(Caller caller, Organization organization, @PathVariable long deliveryId) {
        return ApiResponse.of(
                "Delivery is queued again", redeliver.redeliver(caller.actor(), organization.id(), deliveryId));
    }

    private static WebhookType type(String word) {
        return Arrays.stream(WebhookType.values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "type", "INVALID", "type must be one of " + String.join(", ", WebhookType.words())));
    }
}
