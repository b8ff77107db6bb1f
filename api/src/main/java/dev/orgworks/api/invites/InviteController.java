package dev.orgworks.api.invites;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.invites.FindInvites;
import dev.orgworks.domain.invites.FindInvites.Filter;
import dev.orgworks.domain.invites.InviteState;
import dev.orgworks.domain.invites.SendInvites;
import dev.orgworks.domain.invites.SendInvites.Outcome;
import dev.orgworks.domain.invites.SendInvites.Result;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whom an organization invited, and whom it invites. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/invites")
class InviteController {

    private final FindInvites invites;
    private final SendInvites send;
    private final InstantSource clock;

    InviteController(FindInvites invites, SendInvites send, InstantSource clock) {
        this.invites = invites;
        this.send = send;
        this.clock = clock;
    }

    /**
     * What came of one.
     *
     * @param result CREATED, REUSED, ALREADY_MEMBER or INVALID
     * @param mailed whether a letter goes out
     * @param invite left out when there is none
     * @param error why it is INVALID
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultView(
            int index,
            String email,
            Outcome result,
            boolean mailed,
            @Nullable InviteView invite,
            @Nullable Detail error) {

        private static ResultView of(int index, Result result) {
            return new ResultView(
                    index,
                    result.email(),
                    result.outcome(),
                    result.mailed(),
                    InviteView.orNull(result.invite()),
                    result.error());
        }
    }

    @GetMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<InviteView>> list(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable InviteState state,
            @RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String search) {
        Filter filter = new Filter(state, text("email", email), text("search", search));
        return ApiResponse.page(
                "Invites fetched",
                invites.list(organization.id(), filter, page.limit(), page.offset()).stream()
                        .map(InviteView::of)
                        .toList(),
                page,
                invites.count(organization.id(), filter));
    }

    @PostMapping
    @Idempotent
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<?>> create(Organization organization, Caller caller, @RequestBody InviteRequest body) {
        List<Result> results =
                send.send(caller, organization, body.wishes(clock), Boolean.TRUE.equals(body.allOrNothing()));
        boolean created = results.stream().anyMatch(result -> result.outcome() == Outcome.CREATED);
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(body.isMany() ? many(results) : one(results.get(0)));
    }

    private static ApiResponse<ResultView> one(Result result) {
        if (result.error() != null) {
            if (result.error().code().equals(SendInvites.DENIED)) {
                throw new DeniedException(result.error().message());
            }
            throw new InvalidInputException(List.of(result.error()));
        }
        String message = switch (result.outcome()) {
            case CREATED -> "Invite sent";
            case REUSED -> result.mailed() ? "Invite sent again" : "Invited already, and written to just now";
            case ALREADY_MEMBER, INVALID -> "Belongs to the organization already";
        };
        return ApiResponse.of(message, ResultView.of(0, result));
    }

    private static ApiResponse<List<ResultView>> many(List<Result> results) {
        List<ResultView> shown = new java.util.ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            shown.add(ResultView.of(i, results.get(i)));
        }
        long created = count(results, Outcome.CREATED);
        return ApiResponse.of("%d of %d invited".formatted(created, results.size()), shown)
                .with("created", created)
                .with("reused", count(results, Outcome.REUSED))
                .with("alreadyMembers", count(results, Outcome.ALREADY_MEMBER))
                .with("invalid", count(results, Outcome.INVALID));
    }

    private static long count(List<Result> results, Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && value.length() > 255) {
            throw new InvalidInputException(name, "TOO_LONG", name + " must not be longer than 255 characters");
        }
        return value == null || value.isBlank() ? null : value.strip();
    }
}
