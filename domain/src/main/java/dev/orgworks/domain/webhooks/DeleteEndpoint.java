package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes an endpoint with its deliveries. */
@Component
public class DeleteEndpoint {

    private final FindEndpoints endpoints;
    private final WriteEndpoint write;

    DeleteEndpoint(FindEndpoints endpoints, WriteEndpoint write) {
        this.endpoints = endpoints;
        this.write = write;
    }

    /**
     * Deletes an endpoint.
     *
     * @return what it was
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such endpoint
     * @throws dev.orgworks.domain.OutdatedException when it has another version
     */
    @Transactional
    public WebhookEndpoint delete(Actor actor, long organizationId, long id, ExpectedVersion expected) {
        WebhookEndpoint endpoint = endpoints.locked(organizationId, id);
        expected.check("webhook", endpoint.version());
        write.delete(actor, endpoint);
        return endpoint;
    }
}
