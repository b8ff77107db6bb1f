package dev.orgworks.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.users.AccessToken;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import dev.orgworks.domain.users.FindTokens;
import dev.orgworks.domain.users.IssueToken;
import dev.orgworks.domain.users.RevokeToken;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.users.RotateToken;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Bearer tokens: issued, listed, rotated, revoked. An administrator of some organizations sees the tokens of these only, and
 * whoever acts as a user his own.
 */
@RestController
@RequestMapping("/api/tokens")
class TokenController {

    private final FindTokens tokens;
    private final IssueToken issue;
    private final RevokeToken revoke;
    private final RotateToken rotate;

    TokenController(FindTokens tokens, IssueToken issue, RevokeToken revoke, RotateToken rotate) {
        this.rotate = rotate;
        this.tokens = tokens;
        this.issue = issue;
        this.revoke = revoke;
    }

    /**
     * The body that issues a token.
     *
     * @param role what it may do at most; left out of one that acts as a user: as much as its maker
     * @param roles in place of role and organizationIds: what it may do in each organization
     * @param userId the user as whom it acts, within his memberships; left out: it acts for itself
     * @param contract the API document that its holder was written against; left out: the server's default
     * @param organizationIds the organizations it reaches; left out: as far as its maker reaches
     * @param login the login of the holder's own learner, whom he cannot suspend or remove; left out: none is known
     * @param expiresAt from when on it is refused; left out: never
     */
    @RoleNeeded
    record TokenRequest(
            @NotBlank @Size(max = 255) String name,
            @Nullable Role role,
            @Nullable Map<@NotNull Long, @NotNull Role> roles,
            @Nullable Long userId,
            @Nullable Contract contract,
            @Nullable Set<@NotNull Long> organizationIds,

            @Nullable @Size(min = 1, max = 255) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
            String login,

            @Nullable Instant expiresAt) {}

    /**
     * A token as the API shows it.
     *
     * @param token the secret, only in the answer that issues it
     * @param organizationIds null: every organization, or every one of its user's
     * @param roles null: its role, wherever it reaches
     */
    record TokenView(
            long id,
            String name,
            Role role,
            @Nullable Set<Long> organizationIds,
            @Nullable Map<Long, Role> roles,
            @Nullable Long userId,
            @Nullable Contract contract,
            @Nullable String login,
            String hint,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt,
            String createdBy,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String token) {

        static TokenView of(AccessToken token) {
            return of(token, null);
        }

        static TokenView of(AccessToken token, @Nullable String secret) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    token.role(),
                    token.reach().only(),
                    token.roles(),
                    token.user(),
                    token.contract(),
                    token.login(),
                    token.hint(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.lastUsedAt(),
                    token.createdBy(),
                    token.createdAt(),
                    secret);
        }
    }

    /** @param graceSeconds how long the present secret still opens: none unless told, a day at most */
    record Rotation(@Nullable @Min(0) @Max(86_400) Integer graceSeconds) {}

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<TokenView>> list(Caller caller, Page page) {
        checkHasTokens(caller);
        List<TokenView> found = tokens.list(caller, page.limit(), page.offset()).stream()
                .map(TokenView::of)
                .toList();
        return ApiResponse.page("Tokens fetched", found, page, tokens.count(caller));
    }

    @GetMapping("/{id}")
    @Requires(Role.VIEWER)
    ApiResponse<TokenView> get(Caller caller, @PathVariable long id) {
        checkHasTokens(caller);
        return ApiResponse.of("Token fetched", TokenView.of(tokens.byId(id, caller)));
    }

    @PostMapping
    @Idempotent(showsSecret = true)
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<TokenView>> create(Caller caller, @Valid @RequestBody TokenRequest body) {
        if (body.roles() != null && (body.role() != null || body.organizationIds() != null)) {
            throw new InvalidInputException(
                    "roles", "INVALID", "roles stands in place of role and organizationIds; leave those out");
        }
        IssueToken.Issued issued = issue.issue(
                caller,
                new IssueToken.Wish(
                        body.name().strip(),
                        body.role(),
                        body.organizationIds(),
                        body.roles(),
                        body.login() == null ? null : body.login().strip(),
                        body.userId(),
                        body.contract(),
                        body.expiresAt()));
        return secret(
                ResponseEntity.created(
                        URI.create("/api/tokens/" + issued.token().id())),
                "Token created; it is shown this once only",
                issued);
    }

    @PostMapping("/{id}/rotate")
    @Idempotent(showsSecret = true)
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<TokenView>> rotate(
            Caller caller, @PathVariable long id, @Valid @RequestBody(required = false) @Nullable Rotation body) {
        checkHasTokens(caller);
        int grace = body == null ? 0 : Objects.requireNonNullElse(body.graceSeconds(), 0);
        return secret(
                ResponseEntity.ok(),
                "Token rotated; it is shown this once only",
                rotate.rotate(caller, id, Duration.ofSeconds(grace)));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.VIEWER)
    ApiResponse<TokenView> delete(Caller caller, @PathVariable long id) {
        checkHasTokens(caller);
        return ApiResponse.of("Token revoked", TokenView.of(revoke.revoke(caller, id)));
    }

    private static void checkHasTokens(Caller caller) {
        if (caller.user() == null && caller.role() != Role.ADMIN) {
            throw new ForbiddenException("This needs the role ADMIN, or a token that acts as a user, for his own");
        }
    }

    private static ResponseEntity<ApiResponse<TokenView>> secret(
            ResponseEntity.BodyBuilder answer, String message, IssueToken.Issued issued) {
        return answer.header("Cache-Control", "no-store")
                .body(ApiResponse.of(
                        message, TokenView.of(issued.token(), issued.secret().text())));
    }
}
