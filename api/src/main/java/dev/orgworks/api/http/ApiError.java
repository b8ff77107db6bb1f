package dev.orgworks.api.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure in the learning contract.
 *
 * @param error the kind, the same for every failure of its kind
 * @param message what is wrong here, and how to mend it
 * @param code a stable word for programs; null where the status says it all
 * @param details every wrong field; null when it is not about fields
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(
        boolean success,
        String error,
        String message,
        @Nullable String code,
        @Nullable List<Detail> details) {

    public static ApiError of(String error, String message) {
        return new ApiError(false, error, message, null, null);
    }
}
