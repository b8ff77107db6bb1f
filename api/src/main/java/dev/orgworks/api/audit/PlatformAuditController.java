package dev.orgworks.api.audit;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
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

/** What was done to the platform, in no organization: for its administrators. */
@RestController
@RequestMapping("/api/audit")
class PlatformAuditController {

    private final ShowEvents show;
    private final AuditExport export;
    private final ShowChain chain;

    PlatformAuditController(ShowEvents show, AuditExport export, ShowChain chain) {
        this.show = show;
        this.export = export;
        this.chain = chain;
    }

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<EventView>> list(Caller caller, @RequestParam Map<String, String> query, Page page) {
        ShowChain.checkPlatformAdministrator(caller);
        return show.page(null, query, page);
    }

    @GetMapping(params = "format=csv")
    @Requires(Role.ADMIN)
    void csv(Caller caller, @RequestParam Map<String, String> query, HttpServletResponse response) throws IOException {
        ShowChain.checkPlatformAdministrator(caller);
        export.write(null, query, response);
    }

    @GetMapping("/verify")
    @Requires(Role.ADMIN)
    ApiResponse<ShowChain.ChainView> verify(Caller caller) {
        return chain.of(null, caller);
    }
}
