package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddBudget;
import dev.orgworks.domain.support.Budget;
import dev.orgworks.domain.support.ChangeBudget;
import dev.orgworks.domain.support.DeleteBudget;
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

/** The budgets from which refunds are paid. */
@RestController
@RequestMapping("/organizations/{organizationId}/budgets")
class BudgetController extends ReadController<Budget> {

    private final ShowRows show;
    private final StoreBodies store;
    private final AddBudget add;
    private final ChangeBudget change;
    private final DeleteBudget delete;

    BudgetController(ShowRows show, StoreBodies store, AddBudget add, ChangeBudget change, DeleteBudget delete) {
        super(Budget.class, show);
        this.show = show;
        this.store = store;
        this.add = add;
        this.change = change;
        this.delete = delete;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<DeskAnswer<Shown<Budget>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        return show.made(organization, add.add(caller.actor(), organization.id(), store.made(Budget.class, body)));
    }

    @PatchMapping("/{id}")
    @Requires(Role.ADMIN)
    ResponseEntity<DeskAnswer<Shown<Budget>>> update(
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
                        DeskId.of(Budget.class, id),
                        expected,
                        store.patched(Budget.class, patch)));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.ADMIN)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        UUID budget = DeskId.of(Budget.class, id);
        delete.delete(caller.actor(), organization.id(), budget, expected);
        return Deleted.answer(budget);
    }
}
