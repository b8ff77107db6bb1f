package dev.orgworks.domain.idempotency;

import dev.orgworks.domain.database.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A key with what it belongs to: the same key of another caller, or sent to another route, is another one.
 *
 * @param scope whose key it is: {@code token:12}, {@code organization:7}
 * @param method the request's method
 * @param route the request's path
 * @param key the key as the caller chose it; 1–255 printable ASCII characters, upper and lower case are different
 * @param secret what only the caller knows, and is never kept: the key, and more where the answer shows a secret
 * @param life how long the key stands for what was done
 */
public record OnceKey(String scope, String method, String route, String key, String secret, Life life) {

    /** How long a key stands for what was done under it. */
    public enum Life {
        /** For {@code orgworks.idempotency.retention}; then it is a new key. */
        ORDINARY,
        /** For ever: an order must not be placed twice however late somebody repeats it. */
        ORDER
    }

    /**
     * A key of ours for one step of the work, such as the one that a payment provider is given: the same whenever the work
     * is tried again, and of no use to whoever sees it.
     */
    public String derived(String step) {
        return HexFormat.of().formatHex(hash(scope, method, route, key, step));
    }

    byte[] hash() {
        return hash(scope, method, route, key);
    }

    /** Each part behind its length, so that no two lists of parts run into the same bytes. */
    private static byte[] hash(String... parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** Nothing of what callers chose, such as the key or their token's name: records are printed more easily than one thinks. */
    @Override
    public String toString() {
        return "OnceKey[" + HexFormat.of().formatHex(hash(), 0, Long.BYTES) + "]";
    }
}
