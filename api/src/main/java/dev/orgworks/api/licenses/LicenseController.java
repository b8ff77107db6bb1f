package dev.orgworks.api.licenses;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.licenses.FindPools;
import dev.orgworks.domain.licenses.FindWaitlist;
import dev.orgworks.domain.licenses.ListSeats;
import dev.orgworks.domain.licenses.ListSeats.Filter;
import dev.orgworks.domain.licenses.ListSeats.HeldSeat;
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.licenses.Waiting;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organization's licences: its pools, and on request who holds a seat or waits for one; and changes of all that. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/licenses")
class LicenseController {

    private final FindPools pools;
    private final ShowPool show;
    private final ListSeats seats;
    private final FindWaitlist waitlist;
    private final MakeChanges make;

    LicenseController(FindPools pools, ShowPool show, ListSeats seats, FindWaitlist waitlist, MakeChanges make) {
        this.pools = pools;
        this.show = show;
        this.seats = seats;
        this.waitlist = waitlist;
        this.make = make;
    }

    /**
     * A seat with who holds it.
     *
     * @param externalId null, as what follows, when the learner is no longer there
     */
    record AssignmentView(
            SeatView seat,
            @Nullable String externalId,
            @Nullable String login,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email) {

        static AssignmentView of(HeldSeat held) {
            return new AssignmentView(
                    SeatView.of(held.seat()),
                    held.externalId(),
                    held.login(),
                    held.firstName(),
                    held.lastName(),
                    held.email());
        }
    }

    /**
     * An organization's licences.
     *
     * @param assignments where they were asked for; the page of {@code meta} is then of these
     * @param waitlist likewise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LicensesView(
            List<PoolView> pools,
            @Nullable List<AssignmentView> assignments,
            @Nullable List<Waiting> waitlist) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<LicensesView> list(
            Organization organization, Page page, @RequestParam(required = false) @Nullable String product) {
        List<PoolView> found = pools.list(organization.id(), product, page.limit(), page.offset()).stream()
                .map(show::show)
                .toList();
        return ApiResponse.page(
                "Licenses fetched", new LicensesView(found, null, null), page, pools.count(organization.id(), product));
    }

    /** @param cursor the {@code meta.nextCursor} of the page before */
    @GetMapping(params = "includeAssignments=true")
    @Requires(Role.VIEWER)
    ApiResponse<LicensesView> assignments(
            Organization organization,
            Page page,
            @RequestParam(required = false) @Nullable Long poolId,
            @RequestParam(required = false) Seat.@Nullable State state,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Long cursor) {
        if (search != null && search.length() > 255) {
            throw new InvalidInputException("search", "TOO_LONG", "search must not be longer than 255 characters");
        }
        Filter filter = new Filter(poolId, state, search == null || search.isBlank() ? null : search.strip());
        List<HeldSeat> found = seats.page(organization.id(), filter, cursor, page.limit(), page.offset());
        return ApiResponse.page(
                        "Licenses fetched",
                        new LicensesView(
                                shown(organization, poolId),
                                found.stream().map(AssignmentView::of).toList(),
                                null),
                        page,
                        seats.count(organization.id(), filter))
                .with(
                        "nextCursor",
                        found.size() < page.limit()
                                ? null
                                : found.get(found.size() - 1).seat().id());
    }

    @GetMapping(params = "includeWaitlist=true")
    @Requires(Role.VIEWER)
    ApiResponse<LicensesView> waitlist(
            Organization organization, Page page, @RequestParam(required = false) @Nullable Long poolId) {
        return ApiResponse.page(
                "Licenses fetched",
                new LicensesView(
                        shown(organization, poolId),
                        null,
                        waitlist.list(organization.id(), poolId, page.limit(), page.offset())),
                page,
                waitlist.count(organization.id(), poolId));
    }

    @PatchMapping
    @Requires(Role.MANAGER)
    ApiResponse<List<MakeChanges.Result>> change(
            Organization organization, Caller caller, @Valid @RequestBody LicenseChanges body) {
        List<MakeChanges.Result> results = make.make(caller, organization, body);
        long succeeded = results.stream().filter(MakeChanges.Result::success).count();
        boolean dryRun = Boolean.TRUE.equals(body.dryRun());
        String done = succeeded == results.size()
                ? "Licenses changed"
                : "%d of %d changes made as a whole".formatted(succeeded, results.size());
        return ApiResponse.of(dryRun ? "Nothing was changed: this is what would be" : done, results)
                .with("succeeded", succeeded)
                .with("failed", results.size() - succeeded)
                .with("dryRun", dryRun);
    }

    private List<PoolView> shown(Organization organization, @Nullable Long poolId) {
        return poolId == null
                ? pools.list(organization.id(), null, Page.MOST, 0).stream()
                        .map(show::show)
                        .toList()
                : List.of(show.show(organization, poolId));
    }
}
