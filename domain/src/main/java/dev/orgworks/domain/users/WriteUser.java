package dev.orgworks.domain.users;

import dev.orgworks.domain.ConflictException;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What making and changing a user have in common: the columns, and the address that may be taken. */
@Component
class WriteUser {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    WriteUser(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Inserts a user.
     *
     * @param once whether he has to change his password, if he has one, when he signs in
     * @return his id
     */
    long insert(UserDraft draft, @Nullable String passwordHash, boolean once) {
        unlessTaken(
                draft,
                () -> fill(jdbc.sql("""
                        insert into platform_user (first_name, last_name, email, email_key, role, active, password_hash,
                                                   must_change_password, created_at, updated_at)
                        values (:firstName, :lastName, :email, :key, :role, :active, :hash, :once, :now, :now)
                        """), draft)
                        .param("hash", passwordHash)
                        .param("once", once && passwordHash != null)
                        .update());
        return jdbc.sql("select id from platform_user where email_key = :key")
                .param("key", EmailKey.of(draft.email()))
                .query(Long.class)
                .single();
    }

    void update(long id, UserDraft draft) {
        unlessTaken(draft, () -> fill(jdbc.sql("""
                        update platform_user
                        set first_name = :firstName, last_name = :lastName, email = :email, email_key = :key, role = :role,
                            active = :active, version = version + 1, updated_at = :now
                        where id = :id
                        """), draft).param("id", id).update());
    }

    private JdbcClient.StatementSpec fill(JdbcClient.StatementSpec statement, UserDraft draft) {
        return statement
                .param("firstName", draft.firstName())
                .param("lastName", draft.lastName())
                .param("email", draft.email())
                .param("key", EmailKey.of(draft.email()))
                .param("role", draft.role().name())
                .param("active", draft.active())
                .param("now", Timestamp.from(clock.instant()));
    }

    private static void unlessTaken(UserDraft draft, Runnable statement) {
        try {
            statement.run();
        } catch (DuplicateKeyException e) {
            throw new ConflictException("EMAIL_TAKEN", "A user with the address " + draft.email() + " already exists");
        }
    }
}
