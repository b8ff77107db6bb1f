package dev.orgworks.api.licenses;

import dev.orgworks.api.licenses.LicenseAction.Done;
import dev.orgworks.api.licenses.LicenseAction.LearnerResult;
import dev.orgworks.api.licenses.SeatActions.Learners;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.organizations.Organization;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Does one thing to several learners under the lock of their pool; what is refused to one leaves the others alone. */
@Component
class EachLearner {

    /** What is done to one. */
    interface Act {
        LearnerResult act(Learner learner, LearnerReference reference);
    }

    private final FindLearner learners;
    private final FindPools pools;
    private final ShowPool show;
    private final Attempt attempt;

    EachLearner(FindLearner learners, FindPools pools, ShowPool show, Attempt attempt) {
        this.learners = learners;
        this.pools = pools;
        this.show = show;
        this.attempt = attempt;
    }

    Done act(Organization organization, Learners fields, Act act) {
        pools.locked(organization.id(), fields.poolId());
        List<LearnerResult> results = new ArrayList<>();
        for (LearnerReference reference : fields.learners()) {
            results.add(attempt.attempt(
                    () -> act.act(learners.find(organization, reference), reference),
                    error -> LearnerResult.failed(reference, error)));
        }
        return new Done(show.show(organization, fields.poolId()), results, null);
    }
}
