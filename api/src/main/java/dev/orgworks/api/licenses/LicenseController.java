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
import dev.orgworks.domain.licenses.Seat;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An organization's licences: its pools, and on request who holds a seat or waits for one. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/licenses")
class LicenseController {

    private final FindPools pools;
    private final ShowPool show;
    private final ListSeats seats;
    private final FindWaitlist waitlist;
    private final NameLearners names;

    LicenseController(FindPools pools, ShowPool show, ListSeats seats, FindWaitlist waitlist, NameLearners names) {
        this.pools = pools;
        this.show = show;
        this.seats = seats;
        this.waitlist = waitlist;
        this.names = names;
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
            @Nullable List<WaitingView> waitlist) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<LicensesView> list(
            Organization organization, Page page, @RequestParam(required = false) @Nullable String product) {
        List<PoolView> found =
                show.show(organization, pools.list(organization.id(), product, page.limit(), page.offset()));
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
        List<Seat> found = seats.page(organization.id(), filter, cursor, page.limit(), page.offset());
        return ApiResponse.page(
                        "Licenses fetched",
                        new LicensesView(shown(organization, poolId), names.seats(organization, found), null),
                        page,
                        seats.count(organization.id(), filter))
                .with(
                        "nextCursor",
                        found.size() < page.limit()
                                ? null
                                : found.get(found.size() - 1).id());
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
                        names.places(
                                organization, waitlist.list(organization.id(), poolId, page.limit(), page.offset()))),
                page,
                waitlist.count(organization.id(), poolId));
    }

    private List<PoolView> shown(Organization organization, @Nullable Long poolId) {
        return poolId == null
                ? show.show(organization, pools.list(organization.id(), null, Page.MOST, 0))
                : List.of(show.show(organization, poolId));
    }
}
