package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/**
 * The five routes of a resource of the support contract of which nothing but the row itself changes. There is nothing to
 * override: a resource of which more is to be said writes its own controller with {@link ShowRows} and {@link StoreBodies}.
 */
abstract class CrudController<T extends DeskRow> extends ReadController<T> {

    private final Class<T> type;
    private final ShowRows show;
    private final StoreBodies store;

    CrudController(Class<T> type, ShowRows show, StoreBodies store) {
        super(type, show);
        this.type = type;
        this.show = show;
        this.store = store;
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<T>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        return show.made(organization, store.create(caller, organization, type, body));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<T>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization, store.update(caller, organization, type, DeskId.of(type, id), expected, patch));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        return store.delete(caller, organization, type, DeskId.of(type, id), expected);
    }
}
