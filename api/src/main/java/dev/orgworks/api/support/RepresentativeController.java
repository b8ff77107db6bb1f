package dev.orgworks.api.support;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.Representative;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Those who answer customers. */
@RestController
@RequestMapping("/organizations/{organizationId}/representatives")
class RepresentativeController {

    private final ShowRows show;
    private final StoreBodies store;

    RepresentativeController(ShowRows show, StoreBodies store) {
        this.show = show;
        this.store = store;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    DeskAnswer<List<Shown<Representative>>> list(
            Organization organization, Page page, @RequestParam MultiValueMap<String, String> query) {
        return show.page(organization, Representative.class, page, query);
    }

    @GetMapping("/{id}")
    @Requires(Role.VIEWER)
    ResponseEntity<DeskAnswer<Shown<Representative>>> get(Organization organization, @PathVariable String id) {
        return show.one(organization, Representative.class, DeskId.of(Representative.class, id));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Representative>>> create(
            Caller caller, Organization organization, @RequestBody ObjectNode body) {
        return show.made(organization, store.create(caller, organization, Representative.class, body));
    }

    @PatchMapping("/{id}")
    @Requires(Role.MANAGER)
    ResponseEntity<DeskAnswer<Shown<Representative>>> update(
            Caller caller,
            Organization organization,
            @PathVariable String id,
            ExpectedVersion expected,
            @RequestBody ObjectNode patch) {
        return show.changed(
                organization,
                store.update(
                        caller,
                        organization,
                        Representative.class,
                        DeskId.of(Representative.class, id),
                        expected,
                        patch));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.MANAGER)
    DeskAnswer<Deleted> delete(
            Caller caller, Organization organization, @PathVariable String id, ExpectedVersion expected) {
        return store.delete(caller, organization, Representative.class, DeskId.of(Representative.class, id), expected);
    }
}
