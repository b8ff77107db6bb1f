package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner;
import dev.orgworks.domain.learners.EnrollLearner.Person;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.provisioning.FindClaims.Made;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import dev.orgworks.domain.users.TokenSecret;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Carries a claim out in one transaction.
 *
 * <p>Locks are taken in one order, so that claims wait for each other and never in a circle: the learner's row if he is made
 * here, the token's, the pool's, and the audit's at the commit. What can be found out without a lock is found out before.
 */
@Component
class ClaimOnce {

    private final AdmitClaim admit;
    private final FindClaims claims;
    private final EnrollLearner enroll;
    private final GiveClaimed give;

    ClaimOnce(AdmitClaim admit, FindClaims claims, EnrollLearner enroll, GiveClaimed give) {
        this.admit = admit;
        this.claims = claims;
        this.enroll = enroll;
        this.give = give;
    }

    @Transactional
    Claim claim(Actor actor, Handed handed, TokenSecret secret, Person person) {
        String key = LearnerKeys.loginKey(person.email());
        Optional<Made> before = claims.by(handed.token().id(), key);
        if (before.isPresent()) {
            return claims.present(before.get(), handed);
        }
        admit.usable(handed.token());
        AdmitClaim.address(handed.token(), person.email());
        Learner learner = enroll.enroll(actor, handed.token().organizationId(), person);
        ProvisioningToken token = admit.locked(handed.token(), secret);
        Optional<Made> meanwhile = claims.by(token.id(), key);
        if (meanwhile.isPresent()) {
            return claims.present(meanwhile.get(), handed);
        }
        admit.usable(token);
        return give.give(actor, handed, key, person, learner);
    }
}
