package dev.orgworks.api.learners;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.learners.ChangeLearner;
import dev.orgworks.domain.learners.FindLearners;
import dev.orgworks.domain.learners.FindLearners.Filter;
import dev.orgworks.domain.learners.Learner;
import dev.orgworks.domain.learners.LearnerChange;
import dev.orgworks.domain.learners.LearnerField;
import dev.orgworks.domain.learners.LearnerKeys;
import dev.orgworks.domain.learners.LearnerStatus;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organization's learners: pages, an export of any size, changes by hand. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/learners")
class LearnerController {

    private final FindLearners learners;
    private final ChangeLearner change;
    private final LearnerExport export;

    LearnerController(FindLearners learners, ChangeLearner change, LearnerExport export) {
        this.learners = learners;
        this.change = change;
        this.export = export;
    }

    /**
     * A learner as the API shows him.
     *
     * @param editedByHand the fields that imports leave alone
     */
    record LearnerView(
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
            Set<String> editedByHand,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static LearnerView of(Learner learner) {
            return new LearnerView(
                    learner.id(),
                    learner.externalId(),
                    learner.login(),
                    learner.firstName(),
                    learner.lastName(),
                    learner.displayName(),
                    learner.email(),
                    learner.role(),
                    learner.grade(),
                    learner.school(),
                    learner.status(),
                    learner.editedByHand().stream()
                            .map(LearnerField::json)
                            .collect(Collectors.toCollection(java.util.TreeSet::new)),
                    learner.version(),
                    learner.createdAt(),
                    learner.updatedAt());
        }
    }

    /**
     * What became of one change.
     *
     * @param learner as he is now; null when it failed
     * @param error why it failed; null when it did not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeResult(
            int index,
            LearnerChange.Act action,
            boolean success,
            @Nullable LearnerView learner,
            @Nullable Detail error) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<LearnerView>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable LearnerStatus status,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String cursor) {
        Filter filter = filter(status, search);
        List<Learner> found = cursor == null
                ? learners.page(organization.id(), filter, page.limit(), page.offset())
                : learners.after(organization.id(), filter, key(cursor), page.limit());
        return ApiResponse.page(
                        "Learners fetched",
                        found.stream().map(LearnerView::of).toList(),
                        page,
                        learners.count(organization.id(), filter))
                .with("nextCursor", found.size() < page.limit() ? null : cursor(found.get(found.size() - 1)));
    }

    @GetMapping(params = "format=csv")
    @Requires(Role.VIEWER)
    void csv(
            Organization organization,
            @RequestParam(required = false) @Nullable LearnerStatus status,
            @RequestParam(required = false) @Nullable String search,
            HttpServletResponse response)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"learners-" + organization.id() + ".csv\"");
        export.write(organization.id(), filter(status, search), response.getOutputStream());
    }

    @PatchMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<ChangeResult>> change(Organization organization, Caller caller, @RequestBody LearnerChanges body) {
        List<LearnerChange> changes = body.checked();
        List<ChangeResult> results = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            results.add(result(i, changes.get(i), organization, caller));
        }
        long succeeded = results.stream().filter(ChangeResult::success).count();
        return ApiResponse.of(
                        succeeded == results.size()
                                ? "Learners changed"
                                : "%d of %d learners changed".formatted(succeeded, results.size()),
                        results)
                .with("succeeded", succeeded)
                .with("failed", results.size() - succeeded);
    }

    private ChangeResult result(int index, LearnerChange wish, Organization organization, Caller caller) {
        try {
            Learner changed = change.change(caller.actor(), organization.id(), wish);
            return new ChangeResult(index, wish.act(), true, LearnerView.of(changed), null);
        } catch (InvalidInputException e) {
            return new ChangeResult(index, wish.act(), false, null, e.details().get(0));
        } catch (NotFoundException e) {
            return failed(index, wish, "NOT_FOUND", e);
        } catch (ConflictException e) {
            return failed(index, wish, e.code(), e);
        }
    }

    private static ChangeResult failed(int index, LearnerChange wish, String code, RuntimeException e) {
        return new ChangeResult(index, wish.act(), false, null, new Detail(null, code, String.valueOf(e.getMessage())));
    }

    private static Filter filter(@Nullable LearnerStatus status, @Nullable String search) {
        if (search != null && search.length() > 255) {
            throw new InvalidInputException("search", "TOO_LONG", "search must not be longer than 255 characters");
        }
        return new Filter(status, search == null || search.isBlank() ? null : search.strip());
    }

    private static String cursor(Learner last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(LearnerKeys.externalKey(last.externalId()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String key(String cursor) {
        if (cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "cursor", "INVALID", "cursor must be a meta.nextCursor of an earlier page, or empty for the first");
        }
    }
}
