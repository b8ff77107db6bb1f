package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.webhooks.CreateEndpoint.Created;
import java.time.Duration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives an endpoint another secret. */
@Component
public class RotateSecret {

    private final FindEndpoints endpoints;
    private final WriteEndpoint write;

    RotateSecret(FindEndpoints endpoints, WriteEndpoint write) {
        this.endpoints = endpoints;
        this.write = write;
    }

    /**
     * Rotates. One that was rotated out before signs no more.
     *
     * @param grace how long the present secret signs beside the new one
     * @throws dev.orgworks.domain.NotFoundException when the organization has no such endpoint
     * @throws dev.orgworks.domain.OutdatedException when it has another version
     */
    @Transactional
    public Created rotate(Actor actor, long organizationId, long id, ExpectedVersion expected, Duration grace) {
        WebhookEndpoint endpoint = endpoints.locked(organizationId, id);
        expected.check("webhook", endpoint.version());
        WebhookSecret secret = WebhookSecret.random();
        write.secret(actor, endpoint, secret, grace);
        return new Created(endpoints.byId(organizationId, id), secret);
    }
}
