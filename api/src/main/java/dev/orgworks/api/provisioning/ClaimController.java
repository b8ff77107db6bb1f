package dev.orgworks.api.provisioning;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.RateLimits;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.learners.EnrollLearner.Person;
import dev.orgworks.domain.provisioning.Claim;
import dev.orgworks.domain.provisioning.ClaimSeat;
import dev.orgworks.domain.provisioning.PreviewClaim;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.FindUsers;
import dev.orgworks.domain.users.PlatformUser;
import dev.orgworks.domain.users.TokenSecret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Seats for whoever has a token that gives some; he needs no account. */
@RestController
@RequestMapping("/api/organizations/claim-license")
class ClaimController {

    private final ClaimSeat claim;
    private final PreviewClaim preview;
    private final FindUsers users;
    private final RateLimits limits;
    private final SlowGuesses guesses;

    ClaimController(ClaimSeat claim, PreviewClaim preview, FindUsers users, RateLimits limits, SlowGuesses guesses) {
        this.claim = claim;
        this.preview = preview;
        this.users = users;
        this.limits = limits;
        this.guesses = guesses;
    }

    /**
     * The body that claims.
     *
     * @param token the secret of a link or a code
     * @param email whose the seat shall be; left out by callers who act as a user, and by who takes an offer
     */
    record ClaimRequest(
            @NotBlank @Size(max = 255) String token,
            @Nullable @Email @Size(min = 1, max = 254) String email,
            @Nullable @Size(max = 255) String firstName,
            @Nullable @Size(max = 255) String lastName) {

        @Override
        public String toString() {
            return "ClaimRequest[hidden]";
        }
    }

    /** The body that asks what there is. */
    record PreviewRequest(@NotBlank @Size(max = 255) String token) {

        @Override
        public String toString() {
            return "PreviewRequest[hidden]";
        }
    }

    /**
     * What somebody has now. Of the learner there is no more in it than the claimer himself has sent.
     *
     * @param claimId null: he had it without this token
     * @param place in line; null: he is in none
     * @param expiresAt until when the seat gives access, as it stands now; null: for ever, or he has none
     * @param alreadyClaimed whether he had it before he asked
     */
    record ClaimView(
            @Nullable Long claimId,
            String organization,
            String product,
            String poolName,
            Claim.State state,
            @Nullable Integer place,
            @Nullable Instant expiresAt,
            boolean alreadyClaimed) {}

    /**
     * What there is for a token.
     *
     * @param domains whose e-mail addresses it is for; empty: any
     * @param expiresAt until when it can be claimed
     */
    record PreviewView(
            PreviewClaim.Kind kind,
            String organization,
            String product,
            String poolName,
            Collection<String> domains,
            Instant expiresAt,
            boolean seatsLeft,
            boolean waitlist) {}

    @PostMapping
    @Open
    ResponseEntity<ApiResponse<ClaimView>> claim(
            @Nullable Caller caller,
            @Valid @RequestBody ClaimRequest body,
            HttpServletRequest request,
            HttpServletResponse response) {
        limits.claim(request.getRemoteAddr(), response);
        Claim claimed = guesses.around(
                request,
                response,
                () -> claim.claim(
                        new ClaimSeat.Claimer(caller, RequestIds.requestId(request), RequestIds.correlation(request)),
                        new TokenSecret(body.token().strip()),
                        person(caller, body)));
        return ResponseEntity.status(claimed.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(ApiResponse.of(
                        message(claimed),
                        new ClaimView(
                                claimed.id(),
                                claimed.organization(),
                                claimed.product(),
                                claimed.poolName(),
                                claimed.state(),
                                claimed.place(),
                                claimed.expiresAt(),
                                !claimed.fresh())));
    }

    @PostMapping("/preview")
    @Open
    ApiResponse<PreviewView> preview(
            @Valid @RequestBody PreviewRequest body, HttpServletRequest request, HttpServletResponse response) {
        limits.claim(request.getRemoteAddr(), response);
        PreviewClaim.Preview there = guesses.around(
                request,
                response,
                () -> preview.preview(new TokenSecret(body.token().strip())));
        return ApiResponse.of(
                "Seats are given for this token",
                new PreviewView(
                        there.kind(),
                        there.organization(),
                        there.product(),
                        there.poolName(),
                        there.domains().sorted(),
                        there.expiresAt(),
                        there.seatsLeft(),
                        there.waitlist()));
    }

    /** A user claims for himself, whatever he sends. */
    private @Nullable Person person(@Nullable Caller caller, ClaimRequest body) {
        if (caller != null && caller.user() != null) {
            PlatformUser user = users.self(caller);
            if (body.email() != null && !body.email().equalsIgnoreCase(user.email())) {
                throw new InvalidInputException(
                        "email", "INVALID", "email must be left out: you claim as the user " + user.email());
            }
            return new Person(user.email(), user.firstName(), user.lastName());
        }
        return body.email() == null ? null : new Person(body.email(), body.firstName(), body.lastName());
    }

    private static String message(Claim claim) {
        return switch (claim.state()) {
            case GIVEN -> claim.fresh() ? "Seat given" : "You have this seat already";
            case WAITING ->
                claim.fresh() ? "No seat is left; you are in line for the next one" : "You are in line already";
            case OFFERED -> "A seat is kept free for you; the letter that you were sent says how to take it";
            case ENDED -> "You had this seat, and it was taken back";
        };
    }
}
