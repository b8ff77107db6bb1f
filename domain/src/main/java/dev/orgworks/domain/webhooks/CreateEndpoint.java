package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.organizations.LockOrganization;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes an endpoint, with a secret of its own. */
@Component
@EnableConfigurationProperties(WebhookSettings.class)
public class CreateEndpoint {

    private static final int MOST = 20;

    private final LockOrganization lock;
    private final FindEndpoints endpoints;
    private final CheckAddress check;
    private final WriteEndpoint write;

    CreateEndpoint(LockOrganization lock, FindEndpoints endpoints, CheckAddress check, WriteEndpoint write) {
        this.lock = lock;
        this.endpoints = endpoints;
        this.check = check;
        this.write = write;
    }

    /** An endpoint with its secret, which nobody can read again. */
    public record Created(WebhookEndpoint endpoint, WebhookSecret secret) {}

    /**
     * Makes an endpoint.
     *
     * @throws dev.orgworks.domain.InvalidInputException when its address is none that the platform calls
     * @throws ConflictException when the organization has enough of them
     */
    @Transactional
    public Created create(Actor actor, long organizationId, EndpointDraft draft) {
        EndpointDraft checked = new EndpointDraft(check.written(draft.url()), draft.description(), draft.eventTypes());
        lock.live(organizationId);
        if (endpoints.count(organizationId) >= MOST) {
            throw new ConflictException(
                    "TOO_MANY_WEBHOOKS",
                    "An organization has at most " + MOST + " webhooks; delete one that is not used");
        }
        WebhookSecret secret = WebhookSecret.random();
        return new Created(write.insert(actor, organizationId, checked, secret), secret);
    }
}
