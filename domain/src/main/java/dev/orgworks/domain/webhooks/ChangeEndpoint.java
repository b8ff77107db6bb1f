package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Changes an endpoint. */
@Component
public class ChangeEndpoint {

    private final FindEndpoints endpoints;
    private final CheckAddress check;
    private final WriteEndpoint write;
    private final InstantSource clock;

    ChangeEndpoint(FindEndpoints endpoints, CheckAddress check, WriteEndpoint write, InstantSource clock) {
        this.endpoints = endpoints;
        this.check = check;
        this.write = write;
        this.clock = clock;
    }

    /**
     * Changes an endpoint. One that is enabled begins anew: what it failed at before does not count.
     *
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such endpoint
     * @throws dev.orgworks.domain.OutdatedException when it has another version
     * @throws dev.orgworks.domain.InvalidInputException when its address is none that the platform calls
     */
    @Transactional
    public WebhookEndpoint change(
            Actor actor, long organizationId, long id, ExpectedVersion expected, EndpointChange change) {
        WebhookEndpoint before = endpoints.locked(organizationId, id);
        expected.check("webhook", before.version());
        write.update(actor, "changed", before, after(before, change));
        return endpoints.byId(organizationId, id);
    }

    private WebhookEndpoint after(WebhookEndpoint before, EndpointChange change) {
        EndpointDraft draft = new EndpointDraft(
                change.url() == null ? before.url() : check.written(change.url()),
                change.description() == null ? before.description() : described(change.description()),
                Objects.requireNonNullElse(change.eventTypes(), before.eventTypes()));
        if (change.enabled() == null || change.enabled() == (before.state() == EndpointState.ENABLED)) {
            return before.with(draft, before.disabledReason(), before.disabledAt(), before.failingSince());
        }
        return change.enabled()
                ? before.with(draft, null, null, null)
                : before.with(draft, DisabledReason.BY_HAND, clock.instant(), before.failingSince());
    }

    private static @Nullable String described(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
