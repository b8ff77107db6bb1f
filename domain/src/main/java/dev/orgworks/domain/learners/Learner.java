package dev.orgworks.domain.learners;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of an organization's roster.
 *
 * @param externalId the id that the student information system gave
 * @param school the school or unit inside the organization, by the source's own id
 * @param editedByHand the fields that an administrator edited; imports leave them alone
 * @param version counts changes
 */
public record Learner(
        long id,
        String externalId,
        String login,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String displayName,
        @Nullable String email,
        @Nullable String role,
        @Nullable String grade,
        @Nullable String school,
        LearnerStatus status,
        Set<LearnerField> editedByHand,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The value of a field, as text. */
    public @Nullable String value(LearnerField field) {
        return switch (field) {
            case EXTERNAL_ID -> externalId;
            case LOGIN -> login;
            case FIRST_NAME -> firstName;
            case LAST_NAME -> lastName;
            case DISPLAY_NAME -> displayName;
            case EMAIL -> email;
            case ROLE -> role;
            case GRADE -> grade;
            case SCHOOL -> school;
            case STATUS -> status.name();
        };
    }
}
