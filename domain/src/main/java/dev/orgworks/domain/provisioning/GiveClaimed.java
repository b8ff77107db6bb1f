package dev.orgworks.domain.provisioning;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.learners.EnrollLearner.Person;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.licenses.AskForSeat;
import dev.orgworks.domain.licenses.AskForSeat.Holds;
import dev.orgworks.domain.licenses.AskForSeat.Waits;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.mail.Letter;
import dev.orgworks.domain.mail.MailKind;
import dev.orgworks.domain.mail.QueueMail;
import dev.orgworks.domain.provisioning.FindProvisioning.Handed;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives a learner the seat that he claims, or a place in line, and tells him of the seat. */
@Component
class GiveClaimed {

    private final AskForSeat ask;
    private final FindClaims claims;
    private final WriteClaim write;
    private final QueueMail mail;

    GiveClaimed(AskForSeat ask, FindClaims claims, WriteClaim write, QueueMail mail) {
        this.ask = ask;
        this.claims = claims;
        this.write = write;
        this.mail = mail;
    }

    /** Who has the seat already, or the place, keeps it, and the token is not used. */
    @Transactional(propagation = Propagation.MANDATORY)
    Claim give(Actor actor, Handed handed, String key, Person person, Learner learner) {
        ProvisioningToken token = handed.token();
        AskForSeat.Outcome outcome = ask.ask(
                actor, token.organizationId(), Objects.requireNonNull(token.poolId()), learner, Seat.Source.CLAIM);
        if (outcome instanceof Waits waits) {
            Long id = waits.joined() ? write.write(actor, token, key, learner, null) : null;
            return claims.waiting(id, handed, waits.waiting(), waits.joined());
        }
        Holds holds = (Holds) outcome;
        if (!holds.given()) {
            return claims.given(null, handed, false);
        }
        Claim claim = claims.given(write.write(actor, token, key, learner, holds.seat()), handed, true);
        mail.queue(
                actor,
                new Letter(
                        token.organizationId(),
                        MailKind.LICENSE_CLAIMED,
                        LearnerKeys.clean(person.email()),
                        name(person),
                        Map.of("organization", claim.organization(), "product", claim.product()),
                        claim.id()));
        return claim;
    }

    private static @Nullable String name(Person person) {
        String name = Stream.of(person.firstName(), person.lastName())
                .filter(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .strip();
        return name.isEmpty() ? null : name;
    }
}
