package dev.orgworks.api.invites;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Requires;
import dev.orgworks.api.invites.InviteChanges.Change;
import dev.orgworks.domain.ConflictException;
import dev.orgworks.domain.DeniedException;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.OutdatedException;
import dev.orgworks.domain.invites.ChangeInvite;
import dev.orgworks.domain.invites.ExtendInvite;
import dev.orgworks.domain.invites.Invite;
import dev.orgworks.domain.invites.InviteAct;
import dev.orgworks.domain.invites.ResendInvite;
import dev.orgworks.domain.invites.RevokeInvite;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is done with invites: sent again, taken back, extended, changed. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/invites")
class InviteActController {

    private final ResendInvite resend;
    private final RevokeInvite revoke;
    private final ExtendInvite extend;
    private final ChangeInvite change;
    private final InstantSource clock;

    InviteActController(
            ResendInvite resend, RevokeInvite revoke, ExtendInvite extend, ChangeInvite change, InstantSource clock) {
        this.resend = resend;
        this.revoke = revoke;
        this.extend = extend;
        this.change = change;
        this.clock = clock;
    }

    /**
     * What became of one of many.
     *
     * @param invite as it is now; left out when it failed
     * @param error why it failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangeResult(
            int index,
            long inviteId,
            InviteAct action,
            boolean success,
            @Nullable InviteView invite,
            @Nullable Detail error) {}

    @PatchMapping
    @Requires(Role.ADMIN)
    ApiResponse<?> change(Organization organization, Caller caller, @RequestBody InviteChanges body) {
        List<Change> changes = body.checked(clock);
        if (!body.isMany()) {
            Change wish = changes.get(0);
            return ApiResponse.of(done(wish.act()), InviteView.of(acted(organization, caller, wish)));
        }
        List<ChangeResult> results = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            results.add(result(i, changes.get(i), organization, caller));
        }
        long succeeded = results.stream().filter(ChangeResult::success).count();
        return ApiResponse.of("%d of %d invites changed".formatted(succeeded, results.size()), results)
                .with("succeeded", succeeded)
                .with("failed", results.size() - succeeded);
    }

    private Invite acted(Organization organization, Caller caller, Change wish) {
        return switch (wish.act()) {
            case RESEND -> resend.resend(caller, organization, wish.inviteId(), wish.expected(), wish.wish());
            case REVOKE -> revoke.revoke(caller, organization, wish.inviteId(), wish.expected());
            case EXTEND ->
                extend.extend(
                        caller,
                        organization,
                        wish.inviteId(),
                        wish.expected(),
                        wish.wish().expiresAt());
            case CHANGE -> change.change(caller, organization, wish.inviteId(), wish.expected(), wish.wish());
        };
    }

    private ChangeResult result(int index, Change wish, Organization organization, Caller caller) {
        try {
            Invite changed = acted(organization, caller, wish);
            return new ChangeResult(index, wish.inviteId(), wish.act(), true, InviteView.of(changed), null);
        } catch (InvalidInputException e) {
            return new ChangeResult(
                    index, wish.inviteId(), wish.act(), false, null, e.details().get(0));
        } catch (NotFoundException e) {
            return failed(index, wish, "NOT_FOUND", e);
        } catch (ConflictException e) {
            return failed(index, wish, e.code(), e);
        } catch (OutdatedException e) {
            return failed(index, wish, "OUTDATED", e);
        } catch (DeniedException e) {
            return failed(index, wish, "DENIED", e);
        }
    }

    private static ChangeResult failed(int index, Change wish, String code, RuntimeException e) {
        return new ChangeResult(
                index,
                wish.inviteId(),
                wish.act(),
                false,
                null,
                new Detail(null, code, String.valueOf(e.getMessage())));
    }

    private static String done(InviteAct act) {
        return switch (act) {
            case RESEND -> "Invite sent again";
            case REVOKE -> "Invite revoked";
            case EXTEND -> "Invite extended";
            case CHANGE -> "Invite changed";
        };
    }
}
