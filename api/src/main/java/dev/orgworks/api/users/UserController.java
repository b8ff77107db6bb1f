package dev.orgworks.api.users;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.ExpectedVersion;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.ChangeUser;
import dev.orgworks.domain.users.CreateUser;
import dev.orgworks.domain.users.FindUsers;
import dev.orgworks.domain.users.Password;
import dev.orgworks.domain.users.PlatformRole;
import dev.orgworks.domain.users.PlatformUser;
import dev.orgworks.domain.users.Role;
import dev.orgworks.domain.users.UserDraft;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Platform users: an administrator of the platform makes and changes them, one of organizations sees those of his. */
@RestController
@RequestMapping("/api/users")
class UserController {

    private static final String NOT_BLANK = "(?s).*\\S.*";

    private final FindUsers users;
    private final CreateUser create;
    private final ChangeUser change;

    UserController(FindUsers users, CreateUser create, ChangeUser change) {
        this.users = users;
        this.create = create;
        this.change = change;
    }

    /**
     * The body that makes a user.
     *
     * @param active left out: he is
     * @param password 12 characters to 72 bytes, which he has to change when he first signs in; left out: he has none
     */
    record UserRequest(
            @NotBlank @Size(max = 100) String firstName,
            @NotBlank @Size(max = 100) String lastName,
            @NotBlank @Email @Size(max = 254) String email,
            @NotNull PlatformRole role,
            @Nullable Boolean active,
            @Nullable String password) {

        UserDraft draft() {
            return new UserDraft(
                    firstName.strip(), lastName.strip(), email.strip(), role, !Boolean.FALSE.equals(active));
        }

        @Override
        public String toString() {
            return "UserRequest[" + email + "]";
        }
    }

    /** The body that changes a user; what is left out stays as it is. */
    record UserChange(
            @Nullable @Size(max = 100) @Pattern(regexp = NOT_BLANK, message = "must not be blank")
            String firstName,

            @Nullable @Size(max = 100) @Pattern(regexp = NOT_BLANK, message = "must not be blank")
            String lastName,

            @Nullable @Email @Size(min = 1, max = 254) String email,
            @Nullable PlatformRole role,
            @Nullable Boolean active,
            @Nullable String password) {

        UserDraft of(UserDraft present) {
            return new UserDraft(
                    firstName == null ? present.firstName() : firstName.strip(),
                    lastName == null ? present.lastName() : lastName.strip(),
                    email == null ? present.email() : email.strip(),
                    Objects.requireNonNullElse(role, present.role()),
                    Objects.requireNonNullElse(active, present.active()));
        }

        @Override
        public String toString() {
            return "UserChange[" + email + "]";
        }
    }

    /** A user as the API shows him. */
    record UserView(
            long id,
            String firstName,
            String lastName,
            String email,
            PlatformRole role,
            boolean active,
            boolean hasPassword,
            long version,
            Instant createdAt,
            Instant updatedAt) {

        static UserView of(PlatformUser user) {
            return new UserView(
                    user.id(),
                    user.firstName(),
                    user.lastName(),
                    user.email(),
                    user.role(),
                    user.active(),
                    user.hasPassword(),
                    user.version(),
                    user.createdAt(),
                    user.updatedAt());
        }
    }

    @GetMapping
    @Requires(Role.ADMIN)
    ApiResponse<List<UserView>> list(
            Caller caller,
            Page page,
            @RequestParam(required = false) @Nullable PlatformRole role,
            @RequestParam(required = false) @Nullable Boolean active,
            @RequestParam(required = false) @Nullable String search) {
        FindUsers.Filter filter = new FindUsers.Filter(role, active, search);
        List<UserView> found = users.list(caller, filter, page.limit(), page.offset()).stream()
                .map(UserView::of)
                .toList();
        return ApiResponse.page("Users fetched", found, page, users.count(caller, filter));
    }

    @GetMapping("/me")
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<UserView>> me(Caller caller) {
        return show(ResponseEntity.ok(), "User fetched", users.self(caller));
    }

    @GetMapping("/{userId}")
    @Requires(Role.VIEWER)
    ResponseEntity<ApiResponse<UserView>> get(Caller caller, @PathVariable long userId) {
        return show(ResponseEntity.ok(), "User fetched", users.byId(userId, caller));
    }

    @PostMapping
    @Idempotent(showsSecret = true)
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<UserView>> create(Caller caller, @Valid @RequestBody UserRequest body) {
        checkPlatformAdministrator(caller);
        PlatformUser made = create.create(caller.actor(), body.draft(), password(body.password()));
        return show(ResponseEntity.created(URI.create("/api/users/" + made.id())), "User created", made);
    }

    @PatchMapping("/{userId}")
    @Requires(Role.ADMIN)
    ResponseEntity<ApiResponse<UserView>> patch(
            Caller caller, @PathVariable long userId, ExpectedVersion expected, @Valid @RequestBody UserChange body) {
        checkPlatformAdministrator(caller);
        return show(
                ResponseEntity.ok(),
                "User changed",
                change.change(caller.actor(), userId, expected, password(body.password()), body::of));
    }

    private static void checkPlatformAdministrator(Caller caller) {
        if (!caller.isPlatformAdministrator()) {
            throw new ForbiddenException("Users are made and changed by administrators of the whole platform only");
        }
    }

    private static @Nullable Password password(@Nullable String text) {
        return text == null ? null : Password.chosen("password", text);
    }

    private static ResponseEntity<ApiResponse<UserView>> show(
            ResponseEntity.BodyBuilder answer, String message, PlatformUser user) {
        return answer.eTag(Etag.of(user.version())).body(ApiResponse.of(message, UserView.of(user)));
    }
}
