package dev.orgworks.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.users.AccessToken;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Contract;
import dev.orgworks.domain.users.FindTokens;
import dev.orgworks.domain.users.IssueToken;
import dev.orgworks.domain.users.RevokeToken;
import dev.orgworks.domain.users.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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

/** Bearer tokens: issued, listed, revoked. An administrator of some organizations sees the tokens of these only. */
@RestController
@RequestMapping("/api/tokens")
class TokenController {

    private final FindTokens tokens;
    private final IssueToken issue;
    private final RevokeToken revoke;

    TokenController(FindTokens tokens, IssueToken issue, RevokeToken revoke) {
        this.tokens = tokens;
        this.issue = issue;
        this.revoke = revoke;
    }

    /**
     * The body that issues a token.
     *
     * @param userId the user as whom it acts, within his memberships; left out: it acts for itself
     * @param contract the API document that its holder was written against; left out: the server's default
     * @param organizationIds the organizations it reaches; left out: as far as its maker reaches
     * @param login the login of the holder's own learner, whom he cannot suspend or remove; left out: none is known
     * @param expiresAt from when on it is refused; left out: never
     */
    record TokenRequest(
            @NotBlank @Size(max = 255) String name,
            @NotNull Role role,
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
     * @param organizationIds null: every organization
     */
    record TokenView(
            long id,
            String name,
            Role role,
            @Nullable Set<Long> organizationIds,
            @Nullable String login,
            String hint,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
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
                    token.login(),
                    token.hint(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.createdBy(),
                    token.createdAt(),
                    secret);
        }
    }

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<TokenView>> list(Caller caller, Page page) {
        List<TokenView> found = tokens.list(caller.reach(), page.limit(), page.offset()).stream()
                .map(TokenView::of)
                .toList();
        return ApiResponse.page("Tokens fetched", found, page, tokens.count(caller.reach()));
    }

    @GetMapping("/{id}")
    @Requires(Role.ADMIN)
    ApiResponse<TokenView> get(Caller caller, @PathVariable long id) {
        return ApiResponse.of("Token fetched", TokenView.of(tokens.byId(id, caller.reach())));
    }

    @PostMapping
    @Idempotent(showsSecret = true)
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<TokenView>> create(Caller caller, @Valid @RequestBody TokenRequest body) {
        if (body.userId() != null && !caller.isPlatformAdministrator()) {
            throw new ForbiddenException("Only administrators of the whole platform issue tokens that act as a user");
        }
        IssueToken.Issued issued = issue.issue(
                caller,
                new IssueToken.Wish(
                        body.name().strip(),
                        body.role(),
                        body.organizationIds(),
                        body.login() == null ? null : body.login().strip(),
                        body.userId(),
                        body.contract(),
                        body.expiresAt()));
        return ResponseEntity.created(URI.create("/api/tokens/" + issued.token().id()))
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of(
                        "Token created; it is shown this once only",
                        TokenView.of(issued.token(), issued.secret().text())));
    }

    @DeleteMapping("/{id}")
    @Requires(Role.ADMIN)
    ApiResponse<TokenView> delete(Caller caller, @PathVariable long id) {
        return ApiResponse.of("Token revoked", TokenView.of(revoke.revoke(caller, id)));
    }
}
