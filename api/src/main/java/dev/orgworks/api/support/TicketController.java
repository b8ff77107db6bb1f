package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.OpenTicket;
import dev.orgworks.domain.support.Ticket;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Tickets; one without a number gets the next. */
@RestController
@RequestMapping("/organizations/{organizationId}/tickets")
class TicketController extends ReadController<Ticket> {

    private final ShowRows show;
    private final StoreBodies store;
    private final OpenTicket open;

    TicketController(ShowRows show, StoreBodies store, OpenTicket open) {
        super(Ticket.class, show);
        this.show = show;
        this.store = store;
        this.open = open;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Ticket>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        Ticket asked = store.made(Ticket.class, body);
        return show.made(organization, open.open(caller.actor(), organization.id(), asked));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Ticket>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization,
                store.update(caller, organization, Ticket.class, DeskId.of(Ticket.class, id), expected, patch));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        return store.delete(caller, organization, Ticket.class, DeskId.of(Ticket.class, id), expected);
    }
}
