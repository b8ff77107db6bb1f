package dev.orgworks.api.users;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.BrowserSessions;
import dev.orgworks.api.http.BrowserSessions.BrowserSession;
import dev.orgworks.api.http.Open;
import dev.orgworks.api.http.RefusedSignInException;
import dev.orgworks.api.http.RequestIds;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.ChangeOwnPassword;
import dev.orgworks.domain.users.FindUsers;
import dev.orgworks.domain.users.Password;
import dev.orgworks.domain.users.PlatformUser;
import dev.orgworks.domain.users.RecordSessions;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.users.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The session of a browser: signing in and out, and the own password. */
@RestController
@RequestMapping("/api/session")
class SessionController {

    private final BrowserSessions sessions;
    private final SignIn signIn;
    private final RecordSessions record;
    private final ChangeOwnPassword changePassword;
    private final FindUsers users;

    SessionController(
            BrowserSessions sessions,
            SignIn signIn,
            RecordSessions record,
            ChangeOwnPassword changePassword,
            FindUsers users) {
        this.sessions = sessions;
        this.signIn = signIn;
        this.record = record;
        this.changePassword = changePassword;
        this.users = users;
    }

    /** The body that signs in. */
    record Credentials(
            @NotNull @Size(max = 254) String email,
            @NotNull @Size(max = 1_024) String password) {

        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    /**
     * A session as the API shows it.
     *
     * @param mustChangePassword whether nothing else is allowed before
     * @param csrfToken to be sent as {@code X-CSRF-TOKEN} with whatever changes something
     * @param endsAt when it ends in any case
     */
    record SessionView(UserController.UserView user, boolean mustChangePassword, String csrfToken, Instant endsAt) {}

    @PostMapping
    @Open
    ResponseEntity<ApiResponse<SessionView>> create(
            @Valid @RequestBody Credentials body, HttpServletRequest request, HttpServletResponse response) {
        sessions.admit(request, response, body.email());
        PlatformUser user = signIn.signIn(
                        body.email(),
                        new Password(body.password()),
                        RequestIds.requestId(request),
                        RequestIds.correlation(request))
                .orElseThrow(RefusedSignInException::new);
        return show("Signed in", user, sessions.start(request, user.id()));
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<SessionView>> get(Caller caller, HttpServletRequest request) {
        BrowserSession session = session(caller, request);
        return show("Session fetched", users.self(caller), session);
    }

    @DeleteMapping
    @Requires(Role.VIEWER)
    ApiResponse<@Nullable Void> delete(Caller caller, HttpServletRequest request) {
        BrowserSession session = session(caller, request);
        sessions.end(request);
        record.ended(caller.actor(), session.user());
        return ApiResponse.of("Signed out", null);
    }

    @PutMapping("/password")
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<SessionView>> password(
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestBody Map<String, String> body) {
        BrowserSession session = session(caller, request);
        if (!body.keySet().equals(Set.of("current", "new"))) {
            throw new InvalidInputException(
                    null, "REQUIRED", "The body has the fields current and new, both passwords");
        }
        sessions.admit(request, response, "user:" + session.user());
        changePassword.change(
                caller.actor(),
                session.user(),
                new Password(String.valueOf(body.get("current"))),
                Password.chosen("new", String.valueOf(body.get("new"))));
        return show("Password changed", users.self(caller), sessions.start(request, session.user()));
    }

    /** The session by which the request authenticates; a token is none. */
    private BrowserSession session(Caller caller, HttpServletRequest request) {
        return sessions.find(request)
                .filter(session -> Long.valueOf(session.user()).equals(caller.user())
                        && request.getHeader("Authorization") == null)
                .orElseThrow(() -> new NotFoundException("Session", "of this request"));
    }

    private static ResponseEntity<ApiResponse<SessionView>> show(
            String message, PlatformUser user, BrowserSession session) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .body(ApiResponse.of(
                        message,
                        new SessionView(
                                UserController.UserView.of(user),
                                user.mustChangePassword(),
                                session.csrfToken(),
                                session.endsAt())));
    }
}
