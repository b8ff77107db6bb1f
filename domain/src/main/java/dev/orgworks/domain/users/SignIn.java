package dev.orgworks.domain.users;

import dev.orgworks.domain.audit.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells who signs in with an address and a password. */
@Component
public class SignIn {

    /** @param hash null: no password opens anything */
    private record Known(long id, @Nullable String hash) {}

    private final JdbcClient jdbc;
    private final HashPasswords passwords;
    private final FindUsers users;
    private final RecordSessions record;

    SignIn(JdbcClient jdbc, HashPasswords passwords, FindUsers users, RecordSessions record) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.users = users;
        this.record = record;
    }

    /**
     * The user who signs in, and its audit. Unknown address, wrong password, no password, inactive: all the same, and after
     * the same time.
     *
     * @return empty when he is refused
     */
    public Optional<PlatformUser> signIn(
            String email, Password password, @Nullable String requestId, @Nullable String correlationId) {
        Optional<Known> known = jdbc.sql("""
                        select id, if(active, password_hash, null) as hash from platform_user where email_key = :key
                        """)
                .param("key", EmailKey.of(email))
                .query((rs, rowNumber) -> new Known(rs.getLong("id"), rs.getString("hash")))
                .optional();
        boolean right = passwords.matches(password, known.map(Known::hash).orElse(null));
        if (known.isEmpty() || !right) {
            record.refused(new Actor("nobody", requestId, correlationId), known.map(Known::id));
            return Optional.empty();
        }
        PlatformUser user = users.byId(known.get().id());
        record.started(AuthenticateSession.actor(user.id(), requestId, correlationId), user.id());
        return Optional.of(user);
    }
}
