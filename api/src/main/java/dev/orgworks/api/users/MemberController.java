package dev.orgworks.api.users;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.FindMembers;
import dev.orgworks.domain.users.Member;
import dev.orgworks.domain.users.RemoveMember;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.users.SetMember;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who belongs to an organization, and as what. */
@RestController
@RequestMapping("/api/organizations/{organizationId}/members")
class MemberController {

    private final FindMembers members;
    private final SetMember set;
    private final RemoveMember remove;

    MemberController(FindMembers members, SetMember set, RemoveMember remove) {
        this.members = members;
        this.set = set;
        this.remove = remove;
    }

    /**
     * The body that adds or changes a member.
     *
     * @param email of a new member whom the caller does not see among the users; his address shows that he knows him
     */
    record MemberRequest(@NotNull MemberRole role, @Nullable String email) {}

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<Member>> list(Organization organization, Page page) {
        return ApiResponse.page(
                "Members fetched",
                members.list(organization.id(), page.limit(), page.offset()),
                page,
                members.count(organization.id()));
    }

    @PutMapping("/{userId}")
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<Member>> put(
            Caller caller,
            Organization organization,
            @PathVariable long userId,
            @Valid @RequestBody MemberRequest body) {
        SetMember.Outcome outcome = set.set(caller, organization.id(), userId, body.role(), body.email());
        return ResponseEntity.status(outcome.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(ApiResponse.of(outcome.added() ? "Member added" : "Member changed", outcome.member()));
    }

    @DeleteMapping("/{userId}")
    @Requires(Role.VIEWER)
    ApiResponse<@Nullable Void> delete(Caller caller, Organization organization, @PathVariable long userId) {
        remove.remove(caller, organization.id(), userId);
        return ApiResponse.of("Member removed", null);
    }
}
