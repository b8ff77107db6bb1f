package dev.orgworks.api.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A learner by one of his names. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LearnerReference(
        @Nullable Long id,
        @Nullable @Size(min = 1, max = 255) String externalId,
        @Nullable @Size(min = 1, max = 255) String email) {

    @AssertTrue(message = "must be given by one of id, externalId and email")
    private boolean isLearner() {
        return Stream.of(id, externalId, email).filter(Objects::nonNull).count() == 1;
    }
}
