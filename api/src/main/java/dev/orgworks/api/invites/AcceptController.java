package dev.orgworks.api.invites;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.RateLimits;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.invites.AcceptInvite;
import dev.orgworks.domain.invites.Acceptance;
import dev.orgworks.domain.invites.AskByLink;
import dev.orgworks.domain.invites.FollowedLink;
import dev.orgworks.domain.invites.Invite;
import dev.orgworks.domain.invites.PreviewInvite;
import dev.orgworks.domain.organizations.FindOrganizations;
import dev.orgworks.domain.organizations.MemberRole;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Password;
import dev.orgworks.domain.users.TokenSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What whoever has the link of an invite does with it; the link's secret is all that he needs. */
@RestController
@RequestMapping("/api/organizations/invites/accept")
class AcceptController {

    private final PreviewInvite preview;
    private final AcceptInvite accept;
    private final AskByLink ask;
    private final FindOrganizations organizations;
    private final RateLimits limits;

    AcceptController(
            PreviewInvite preview,
            AcceptInvite accept,
            AskByLink ask,
            FindOrganizations organizations,
            RateLimits limits) {
        this.preview = preview;
        this.accept = accept;
        this.ask = ask;
        this.organizations = organizations;
        this.limits = limits;
    }

    /**
     * The body that accepts.
     *
     * @param token the secret of the link
     * @param email whom to invite, by a link for many; that of an invite's own link knows it
     * @param firstName needed when nobody has an account of the address, and so is lastName
     * @param password 12 characters to 72 bytes, to sign in with from now on; only when nobody has an account of the address
     */
    record AcceptRequest(
            @NotBlank @Size(max = 200) String token,
            @Nullable @Size(max = 254) String email,
            @Nullable @Size(max = 100) String firstName,
            @Nullable @Size(max = 100) String lastName,
            @Nullable String password) {

        @Override
        public String toString() {
            return "AcceptRequest[hidden]";
        }
    }

    /** The body that asks where a link leads. */
    record PreviewRequest(@NotBlank @Size(max = 200) String token) {

        @Override
        public String toString() {
            return "PreviewRequest[hidden]";
        }
    }

    /** The organization that somebody joined. */
    record JoinedView(long id, UUID uuid, String name) {}

    /**
     * What came of accepting.
     *
     * @param accountMade whether it made an account
     * @param learner whether he is a learner
     * @param seat {@code GIVEN}, {@code WAITING}, or the code of why there is none; null: none was promised
     */
    record AcceptedView(
            JoinedView organization,
            MemberRole role,
            boolean accountMade,
            boolean learner,
            @Nullable String seat) {}

    @GetMapping
    @Open
    ApiResponse<FollowedLink> preview(
            @RequestParam String token, HttpServletRequest request, HttpServletResponse response) {
        limits.invite(request.getRemoteAddr(), response);
        return ApiResponse.of("Invite fetched", preview.preview(new TokenSecret(token)));
    }

    /** The same with the secret in the body, which stands in nobody's log of addresses. */
    @PostMapping("/preview")
    @Open
    ApiResponse<FollowedLink> previewByBody(
            @Valid @RequestBody PreviewRequest body, HttpServletRequest request, HttpServletResponse response) {
        return preview(body.token(), request, response);
    }

    @PostMapping
    @Open
    ResponseEntity<ApiResponse<@Nullable AcceptedView>> accept(
            @Nullable Caller caller,
            @Valid @RequestBody AcceptRequest body,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.invite(request.getRemoteAddr(), response);
        TokenSecret secret = new TokenSecret(body.token());
        if (ask.isLink(secret)) {
            ask.ask(secret, email(body), RequestIds.requestId(request), RequestIds.correlation(request));
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .body(ApiResponse.of("Look into your mail: the link in the letter is yours alone", null));
        }
        if (body.email() != null) {
            throw new InvalidInputException(
                    "email", "INVALID", "email goes with a link for many only; this one is somebody's own");
        }
        Invite accepted = accept.accept(new Acceptance(
                secret,
                body.firstName(),
                body.lastName(),
                body.password() == null ? null : Password.chosen("password", body.password()),
                caller == null ? null : caller.user(),
                RequestIds.requestId(request),
                RequestIds.correlation(request)));
        return ResponseEntity.ok(ApiResponse.of("Invite accepted", view(accepted)));
    }

    private AcceptedView view(Invite invite) {
        Organization organization = organizations.byPath(Long.toString(invite.organizationId()), Reach.EVERYTHING);
        return new AcceptedView(
                new JoinedView(organization.id(), organization.uuid(), organization.name()),
                invite.role(),
                invite.accountMade(),
                invite.learnerId() != null,
                invite.seat());
    }

    private static String email(AcceptRequest body) {
        if (body.email() == null) {
            throw new InvalidInputException("email", "REQUIRED", "email must say where the invite is to be sent");
        }
        return body.email();
    }
}
