package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The two routes that read a resource of the support contract; there is nothing to override. */
abstract class ReadController<T extends DeskRow> {

    private final Class<T> type;
    private final ShowRows show;

    ReadController(Class<T> type, ShowRows show) {
        this.type = type;
        this.show = show;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    DeskAnswer<List<Shown<T>>> list(
            Organization organization, Page page, @RequestParam MultiValueMap<String, String> query) {
        return show.page(organization, type, page, query);
    }

    @GetMapping("/{id}")
    @Requires(Role.VIEWER)
    ResponseEntity<DeskAnswer<Shown<T>>> get(Organization organization, @PathVariable String id) {
        return show.one(organization, type, DeskId.of(type, id));
    }
}
