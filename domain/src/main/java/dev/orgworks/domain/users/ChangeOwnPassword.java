package dev.orgworks.domain.users;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets somebody who knows his password choose another. */
@Component
public class ChangeOwnPassword {

    private final JdbcClient jdbc;
    private final HashPasswords passwords;
    private final SetPassword set;

    ChangeOwnPassword(JdbcClient jdbc, HashPasswords passwords, SetPassword set) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.set = set;
    }

    /**
     * Sets the new password and ends all sessions of the user.
     *
     * @throws InvalidInputException when the current password is another, or the new one is the same
     */
    @Transactional
    public void change(Actor actor, long user, Password current, Password chosen) {
        String hash = jdbc.sql("select coalesce(password_hash, '') from platform_user where id = :user for update")
                .param("user", user)
                .query(String.class)
                .single();
        if (!passwords.matches(current, hash.isEmpty() ? null : hash)) {
            throw new InvalidInputException("current", "WRONG", "current is not your present password");
        }
        if (current.equals(chosen)) {
            throw new InvalidInputException("new", "SAME", "new must be another password than the present one");
        }
        set.set(actor, user, chosen, false);
    }
}
