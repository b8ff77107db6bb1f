package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddRefund;
import dev.orgworks.domain.support.ChangeRefund;
import dev.orgworks.domain.support.DeleteRefund;
import dev.orgworks.domain.support.Refund;
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

/** Refunds, whose approval takes money from a budget. */
@RestController
@RequestMapping("/organizations/{organizationId}/refunds")
class RefundController extends ReadController<Refund> {

    private final ShowRows show;
    private final StoreBodies store;
    private final AddRefund add;
    private final ChangeRefund change;
    private final DeleteRefund delete;

    RefundController(ShowRows show, StoreBodies store, AddRefund add, ChangeRefund change, DeleteRefund delete) {
        super(Refund.class, show);
        this.show = show;
        this.store = store;
        this.add = add;
        this.change = change;
        this.delete = delete;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Refund>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        return show.made(organization, add.add(caller.actor(), organization.id(), store.made(Refund.class, body)));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Refund>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization,
                change.change(
                        caller.actor(),
                        organization.id(),
                        DeskId.of(Refund.class, id),
                        expected,
                        store.patched(Refund.class, patch)));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        UUID refund = DeskId.of(Refund.class, id);
        delete.delete(caller.actor(), organization.id(), refund, expected);
        return Deleted.answer(refund);
    }
}
