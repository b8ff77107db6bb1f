package dev.orgworks.domain.users;

import dev.orgworks.domain.database.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a token, be it a bearer's or one that is handed out in a link: 256 random bits behind a prefix by which leak
 * scanners know it.
 *
 * <p>With that much entropy one round of SHA-256 keeps it; a slow password hash would only slow every request down.
 */
public record TokenSecret(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "orgw_";

    /** A new secret. */
    public static TokenSecret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new TokenSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether it looks like one that was made here. */
    boolean hasPrefix() {
        return text.startsWith(PREFIX);
    }

    /** All that is kept of it. */
    public byte[] hash() {
        return Sha256.of(text);
    }

    /** By which people tell secrets apart. */
    public String hint() {
        return text.substring(0, PREFIX.length() + 6);
    }

    /** Whether both are the same, found in a time that does not depend on where they differ. */
    public boolean matches(TokenSecret other) {
        return MessageDigest.isEqual(hash(), other.hash());
    }

    /** Never the secret itself: records are printed more easily than one thinks. */
    @Override
    public String toString() {
        return "TokenSecret[hidden]";
    }
}
