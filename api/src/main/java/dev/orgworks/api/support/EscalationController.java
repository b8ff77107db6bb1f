package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.ChangeEscalation;
import dev.orgworks.domain.support.Escalate;
import dev.orgworks.domain.support.Escalation;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What a person has to take over. */
@RestController
@RequestMapping("/organizations/{organizationId}/escalations")
class EscalationController extends ReadController<Escalation> {

    private final ShowRows show;
    private final StoreBodies store;
    private final Escalate escalate;
    private final ChangeEscalation change;

    EscalationController(ShowRows show, StoreBodies store, Escalate escalate, ChangeEscalation change) {
        super(Escalation.class, show);
        this.show = show;
        this.store = store;
        this.escalate = escalate;
        this.change = change;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Escalation>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        Escalation asked = store.made(Escalation.class, body);
        return show.made(organization, escalate.escalate(caller.actor(), organization.id(), asked));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Escalation>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        UUID escalation = DeskId.of(Escalation.class, id);
        return show.changed(
                organization,
                change.change(
                        caller.actor(),
                        organization.id(),
                        escalation,
                        expected,
                        store.patched(Escalation.class, patch)));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        UUID escalation = DeskId.of(Escalation.class, id);
        change.delete(caller.actor(), organization.id(), escalation, expected);
        return Deleted.answer(escalation);
    }
}
