package dev.orgworks.api.licenses;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.ExplainAccess;
import dev.orgworks.domain.licenses.ExplainAccess.Explanation;
import dev.orgworks.domain.licenses.ExplainAccess.Reason;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.UseSeat;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether a learner has access, and why. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/licenses")
class AccessController {

    private final FindLearner learners;
    private final ExplainAccess explain;
    private final UseSeat use;

    AccessController(FindLearner learners, ExplainAccess explain, UseSeat use) {
        this.learners = learners;
        this.explain = explain;
        this.use = use;
    }

    /** The body by which a program says that a learner wants to use its product. */
    record UseRequest(
            @NotNull @Valid LearnerReference learner,
            @NotBlank @Size(max = 100) String product) {}

    /**
     * Whether a learner may use a product.
     *
     * @param seat by which; null: he may not
     * @param reasons why, or why not
     */
    record UseView(boolean access, @Nullable SeatView seat, List<Reason> reasons) {}

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

    /** Asks whether a learner may use a product now, and notes that he does; his first use may give him a seat. */
    @PostMapping("/use")
    @Idempotent
    @Requires(Role.MANAGER)
    ApiResponse<UseView> use(Caller caller, Organization organization, @Valid @RequestBody UseRequest body) {
        Learner learner = learners.find(organization, body.learner());
        Optional<Seat> seat = use.use(caller.actor(), organization.id(), body.product(), learner);
        List<Reason> reasons = explain.explain(organization.id(), learner, body.product())
                .get(0)
                .reasons();
        return ApiResponse.of(
                seat.isPresent() ? "The learner has access" : "The learner has no access",
                new UseView(seat.isPresent(), seat.map(SeatView::of).orElse(null), reasons));
    }
}
