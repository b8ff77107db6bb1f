package dev.orgworks.domain.users;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Keeps passwords as hashes that say by which algorithm they were made, so that a better one can follow. */
@Component
public class HashPasswords {

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    /** Takes the place of a hash that is not there, so that its absence costs as much time as a wrong password. */
    private final String nobodys = hash(new Password("nobody has this password"));

    String hash(Password password) {
        return java.util.Objects.requireNonNull(encoder.encode(password.text()));
    }

    /** A password as it may be kept. To be made before rows are locked: it takes a tenth of a second. */
    public KeptPassword keep(Password password) {
        return new KeptPassword(hash(password));
    }

    /** Whether the password is the hashed one; takes the same time when there is none. */
    boolean matches(Password password, @Nullable String hash) {
        boolean same = encoder.matches(password.text(), hash == null ? nobodys : hash);
        return same && hash != null;
    }
}
