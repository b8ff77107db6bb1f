package dev.orgworks.api.activity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.activity.TakeActivity;
import dev.orgworks.domain.activity.TakeActivity.Taken;
import dev.orgworks.domain.activity.ToldActivity;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what learners did, a batch at a time. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/learners/activity")
class ActivityController {

    private static final int MOST = 5_000;

    private final TakeActivity take;

    ActivityController(TakeActivity take) {
        this.take = take;
    }

    /** The body: {@code {"events": [{"eventId", "learner", "kind", "course", "value", "at"}]}}. */
    record Batch(@NotNull @Size(min = 1, max = MOST) List<@Nullable Map<String, @Nullable Object>> events) {}

    /**
     * What became of a batch.
     *
     * @param errors one for each event that was rejected
     */
    record BatchResult(int accepted, int duplicates, int rejected, List<RowError> errors) {}

    /**
     * Why an event was rejected.
     *
     * @param index its place in the body, from 0
     * @param field which of its fields is wrong; null: the whole event
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowError(int index, @Nullable String field, String code, String message) {

        static RowError of(int index, Detail detail) {
            return new RowError(index, detail.field(), detail.code(), detail.message());
        }
    }

    /** Events that are right come in, whatever is wrong with others. */
    @PostMapping
    @Idempotent
    @Requires(Role.MANAGER)
    ApiResponse<BatchResult> take(Caller caller, Organization organization, @Valid @RequestBody Batch body) {
        SortedMap<Integer, ToldActivity> told = new TreeMap<>();
        SortedMap<Integer, Detail> refused = new TreeMap<>();
        for (int i = 0; i < body.events().size(); i++) {
            try {
                told.put(i, ReadActivity.of(body.events().get(i)));
            } catch (InvalidInputException e) {
                refused.put(i, e.details().get(0));
            }
        }
        Taken taken = take.take(caller.actor(), organization.id(), told);
        refused.putAll(taken.refused());
        BatchResult result = new BatchResult(
                taken.accepted(),
                taken.duplicates(),
                refused.size(),
                refused.entrySet().stream()
                        .map(row -> RowError.of(row.getKey(), row.getValue()))
                        .toList());
        return ApiResponse.of(
                refused.isEmpty()
                        ? "Activity taken"
                        : "%d of %d events rejected"
                                .formatted(refused.size(), body.events().size()),
                result);
    }
}
