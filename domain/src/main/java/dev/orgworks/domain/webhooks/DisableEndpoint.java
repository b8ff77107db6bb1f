package dev.orgworks.domain.webhooks;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.Member;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Disables an endpoint that cannot be told anything, and writes so to the organization's administrators. */
@Component
class DisableEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(DisableEndpoint.class);
    private static final Actor SENDER = Actor.job("webhooks");

    private final JdbcClient jdbc;
    private final FindEndpoints endpoints;
    private final WriteEndpoint write;
    private final FindMembers members;
    private final QueueMail mail;

    DisableEndpoint(
            JdbcClient jdbc, FindEndpoints endpoints, WriteEndpoint write, FindMembers members, QueueMail mail) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.write = write;
        this.members = members;
        this.mail = mail;
    }

    /** Disables one that is not yet; the caller's transaction has its row locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    void disable(long id, DisabledReason reason) {
        WebhookEndpoint endpoint = endpoints.locked(id);
        if (endpoint.state() == EndpointState.DISABLED) {
            return;
        }
        write.disable(SENDER, endpoint, reason);
        LOG.warn("The webhook {} is disabled: {}", id, reason);
        Map<String, Object> model = Map.of(
                "organization",
                        jdbc.sql("select name from organization where id = :id")
                                .param("id", endpoint.organizationId())
                                .query(String.class)
                                .single(),
                "url", endpoint.url(),
                "reason", reason == DisabledReason.GONE ? "it answered that it is gone" : "it failed for days");
        for (Member member : members.administrators(endpoint.organizationId())) {
            mail.queue(
                    SENDER,
                    new Letter(
                            endpoint.organizationId(),
                            MailKind.WEBHOOK_DISABLED,
                            member.email(),
                            member.firstName() + " " + member.lastName(),
                            model,
                            null));
        }
    }
}
