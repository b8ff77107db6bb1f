package dev.orgworks.api.organizations;

import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.organizations.WorkspaceController.WorkspaceAnswer;
import dev.orgworks.api.organizations.WorkspaceController.WorkspaceView;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workspace contract's choice of the organization in which a user works; whoever may see one may work in it. */
@RestController
class ActivateController {

    private final ChangesOrganizations changes;

    ActivateController(ChangesOrganizations changes) {
        this.changes = changes;
    }

    @Idempotent
    @PostMapping("/api/organizations/{organizationId}/activate")
    @Requires(Role.VIEWER)
    WorkspaceAnswer<WorkspaceView> activate(Caller caller, Organization organization) {
        Organization active = changes.activate(caller, organization);
        return new WorkspaceAnswer<>(WorkspaceView.of(active, active.id()), "Organization set as active successfully");
    }
}
