package dev.orgworks.api.audit;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What was done in an organization, by whom. It shows what was removed and who works there, so it is not for everybody who may
 * look; and to read it nobody should need the power over tokens.
 */
@RestController
@RequestMapping("/api/organizations/{organizationId}/audit")
class AuditController {

    private final ShowEvents show;
    private final AuditExport export;
    private final ShowChain chain;

    AuditController(ShowEvents show, AuditExport export, ShowChain chain) {
        this.show = show;
        this.export = export;
        this.chain = chain;
    }

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<EventView>> list(Organization organization, @RequestParam Map<String, String> query, Page page) {
        return show.page(organization.id(), query, page);
    }

    @GetMapping(params = "format=csv")
    @Requires(Role.MANAGER)
    void csv(Organization organization, @RequestParam Map<String, String> query, HttpServletResponse response)
            throws IOException {
        export.write(organization.id(), query, response);
    }

    @GetMapping("/verify")
    @Requires(Role.ADMIN)
    ApiResponse<ShowChain.ChainView> verify(Organization organization, Caller caller) {
        return chain.of(organization.id(), caller);
    }
}
