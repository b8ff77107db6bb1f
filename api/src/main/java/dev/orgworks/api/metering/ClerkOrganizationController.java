package dev.orgworks.api.metering;

import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.ClerkOrganizationId;
import dev.orgworks.domain.organizations.UpsertClerkOrganization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Organizations in the metering contract, which knows them by Clerk's id alone. */
@RestController
class ClerkOrganizationController {

    private final UpsertClerkOrganization upsert;

    ClerkOrganizationController(UpsertClerkOrganization upsert) {
        this.upsert = upsert;
    }

    /** The contract's empty object: what is made, the session says. */
    record Nothing() {}

    record Made(String orgId) {}

    record MeteringAnswer<T>(T data, String correlationId) {}

    /** Whoever is in the organization may have it made, as the contract asks for no role. */
    @PostMapping("/api/orgs/create")
    @Requires(Role.VIEWER)
    @Idempotent
    MeteringAnswer<Made> create(
            Caller caller, @RequestBody(required = false) @Nullable Nothing body, HttpServletRequest request) {
        if (caller.clerkOrganization() == null) {
            throw new ForbiddenException("Organization context required");
        }
        ClerkOrganizationId clerkId = new ClerkOrganizationId(caller.clerkOrganization());
        return new MeteringAnswer<>(
                new Made(upsert.upsert(caller.actor(), caller.user(), clerkId)
                        .uuid()
                        .toString()),
                RequestIds.correlation(request));
    }
}
