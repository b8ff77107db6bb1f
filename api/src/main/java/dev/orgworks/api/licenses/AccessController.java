package dev.orgworks.api.licenses;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.ExplainAccess;
import dev.orgworks.domain.licenses.ExplainAccess.Explanation;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether a learner has access, and why. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/licenses")
class AccessController {

    private final FindLearner learners;
    private final ExplainAccess explain;

    AccessController(FindLearner learners, ExplainAccess explain) {
        this.learners = learners;
        this.explain = explain;
    }

    /** Why a learner has, or has not, access. */
    record AccessView(long learnerId, String externalId, List<Explanation> products) {}

    /**
     * Explains.
     *
     * @param learner his id, his id in the roster, or his e-mail address
     * @param product left out: each of which there is a pool
     */
    @GetMapping("/explain")
    @Requires(Role.VIEWER)
    ApiResponse<AccessView> explain(
            Organization organization,
            @RequestParam String learner,
            @RequestParam(required = false) @Nullable String product) {
        if (learner.isBlank() || learner.length() > 255) {
            throw new InvalidInputException(
                    "learner", "OUT_OF_RANGE", "learner must be an id, an external id or an e-mail address");
        }
        Learner found = learners.find(organization, learner.strip());
        return ApiResponse.of(
                "Access explained",
                new AccessView(found.id(), found.externalId(), explain.explain(organization.id(), found, product)));
    }
}
