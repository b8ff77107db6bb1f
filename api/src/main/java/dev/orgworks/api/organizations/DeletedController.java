package dev.orgworks.api.organizations;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.organizations.OrganizationController.OrganizationView;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.RestoreOrganization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Deleted organizations, which platform administrators can give back until they are purged. */
@RestController
@RequestMapping("/api/deleted-organizations")
class DeletedController {

    private final FindOrganizations organizations;
    private final RestoreOrganization restore;

    DeletedController(FindOrganizations organizations, RestoreOrganization restore) {
        this.organizations = organizations;
        this.restore = restore;
    }

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<OrganizationView>> list(Caller caller, Page page) {
        requireAdministrator(caller);
        return ApiResponse.page(
                "Deleted organizations fetched",
                organizations.listDeleted(page.limit(), page.offset()).stream()
                        .map(organization -> OrganizationView.of(organization, 0))
                        .toList(),
                page,
                organizations.countDeleted());
    }

    @PostMapping("/{id}/restore")
    @Idempotent
    @Requires(Role.ADMIN)
    ApiResponse<OrganizationView> restore(Caller caller, @PathVariable String id) {
        requireAdministrator(caller);
        return ApiResponse.of(
                "Organization restored",
                OrganizationView.of(
                        restore.restore(
                                caller.actor(), organizations.deletedByPath(id).id()),
                        0));
    }

    private static void requireAdministrator(Caller caller) {
        if (!caller.isPlatformAdministrator()) {
            throw new ForbiddenException("Only platform administrators see deleted organizations and restore them");
        }
    }
}
