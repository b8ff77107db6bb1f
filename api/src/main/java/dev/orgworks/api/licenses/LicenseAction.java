package dev.orgworks.api.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that {@code PATCH …/licenses} can do; a bean for each, beside those of its kind.
 *
 * @param <T> the fields
 * @param name what the field {@code action} says
 * @param who who may
 * @param fields the record of the other fields, which names the constraints on them
 * @param act does it
 */
record LicenseAction<T extends Record>(String name, Who who, Class<T> fields, Act<T> act) {

    /** Does it in the present transaction. */
    interface Act<T extends Record> {
        Done act(Caller caller, Organization organization, T fields);
    }

    /** Who may do something to an organization's licences. */
    enum Who {
        MANAGER("MANAGER") {
            @Override
            boolean is(Caller caller, Organization organization) {
                return true;
            }
        },
        ADMINISTRATOR("ADMIN") {
            @Override
            boolean is(Caller caller, Organization organization) {
                return caller.administered().covers(organization.id());
            }
        },
        /** Seats cost money: an organization does not give them to itself. */
        PLATFORM("ADMIN of the whole platform") {
            @Override
            boolean is(Caller caller, Organization organization) {
                return caller.isPlatformAdministrator();
            }
        };

        private final String role;

        Who(String role) {
            this.role = role;
        }

        String role() {
            return role;
        }

        /** Of a caller who is a MANAGER of the organization already. */
        abstract boolean is(Caller caller, Organization organization);
    }

    /**
     * What came of it.
     *
     * @param pool as it is now
     * @param learners what became of each learner that was named, in that order; null where none is
     * @param losing who loses his seat; null where nobody does
     */
    record Done(
            PoolView pool,
            @Nullable List<LearnerResult> learners,
            @Nullable List<AssignmentView> losing) {

        static Done of(PoolView pool) {
            return new Done(pool, null, null);
        }

        boolean whole() {
            return learners == null || learners.stream().allMatch(LearnerResult::success);
        }
    }

    /**
     * What became of one learner.
     *
     * @param result {@code GIVEN}, {@code HELD} (he held one already), {@code WAITING}, {@code REVOKED}, {@code SUSPENDED},
     *     {@code REINSTATED}, {@code TRANSFERRED}; null when it failed
     * @param seat as it is now; null: he has none
     * @param place among those who wait; null: he does not
     * @param error why it failed; null when it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LearnerResult(
            LearnerReference learner,
            boolean success,
            @Nullable String result,
            @Nullable SeatView seat,
            @Nullable Integer place,
            @Nullable Detail error) {

        static LearnerResult of(LearnerReference learner, String result, SeatView seat) {
            return new LearnerResult(learner, true, result, seat, null, null);
        }

        static LearnerResult waiting(LearnerReference learner, Waiting waiting) {
            return new LearnerResult(learner, true, waiting.state().name(), null, waiting.place(), null);
        }

        static LearnerResult failed(LearnerReference learner, Detail error) {
            return new LearnerResult(learner, false, null, null, null, error);
        }
    }
}
