package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.AddRule;
import dev.orgworks.domain.support.ChangeRule;
import dev.orgworks.domain.support.DecisionRule;
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

/** The rules by which the desk decides, which are looked into when they are written. */
@RestController
@RequestMapping("/organizations/{organizationId}/decision-rules")
class DecisionRuleController extends ReadController<DecisionRule> {

    private static final Class<DecisionRule> TYPE = DecisionRule.class;

    private final ShowRows show;
    private final StoreBodies store;
    private final AddRule add;
    private final ChangeRule change;

    DecisionRuleController(ShowRows show, StoreBodies store, AddRule add, ChangeRule change) {
        super(DecisionRule.class, show);
        this.show = show;
        this.store = store;
        this.add = add;
        this.change = change;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<DecisionRule>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        return show.made(organization, add.add(caller.actor(), organization.id(), store.made(TYPE, body)));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<DecisionRule>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization,
                change.change(
                        caller.actor(), organization.id(), DeskId.of(TYPE, id), expected, store.patched(TYPE, patch)));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        return store.delete(caller, organization, TYPE, DeskId.of(TYPE, id), expected);
    }
}
