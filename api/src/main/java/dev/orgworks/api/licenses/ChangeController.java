package dev.orgworks.api.licenses;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes of an organization's licences. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/licenses")
class ChangeController {

    private final MakeChanges make;

    ChangeController(MakeChanges make) {
        this.make = make;
    }

    @PatchMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<MakeChanges.Result>> change(
            Organization organization, Caller caller, @Valid @RequestBody LicenseChanges body) {
        List<MakeChanges.Result> results = make.make(caller, organization, body);
        long succeeded = results.stream().filter(MakeChanges.Result::success).count();
        boolean dryRun = Boolean.TRUE.equals(body.dryRun());
        String done = succeeded == results.size()
                ? "Licenses changed"
                : "%d of %d changes made as a whole".formatted(succeeded, results.size());
        return ApiResponse.of(dryRun ? "Nothing was changed: this is what would be" : done, results)
                .with("succeeded", succeeded)
                .with("failed", results.size() - succeeded)
                .with("dryRun", dryRun);
    }
}
