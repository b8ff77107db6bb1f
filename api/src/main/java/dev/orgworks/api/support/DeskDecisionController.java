package dev.orgworks.api.support;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.support.Decision;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the rules decided. */
@RestController
@RequestMapping("/organizations/{organizationId}/decisions")
class DeskDecisionController {

    private final ShowRows show;

    DeskDecisionController(ShowRows show) {
        this.show = show;
    }

    @GetMapping
    @Requires(Role.VIEWER)
    DeskAnswer<List<Shown<Decision>>> list(
            Organization organization, Page page, @RequestParam MultiValueMap<String, String> query) {
        return show.page(organization, Decision.class, page, query);
    }
}
