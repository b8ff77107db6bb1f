package dev.orgworks.domain.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Encrypts what the database shall not tell, and decrypts it: AES-256-GCM with the platform's key. What is sealed begins with
 * the number of this format and the id of its key, so that another key is told from tampering.
 */
@Component
@EnableConfigurationProperties(EncryptionSettings.class)
public class SealSecret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte FORMAT = 1;
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;
    private static final String WANTED = "ORGWORKS_ENCRYPTION_KEY must be 32 bytes in Base64, such as from"
            + " \"openssl rand -base64 32\"; every node needs the same";

    private final SecretKeySpec key;
    private final byte[] keyId;

    /** @throws IllegalArgumentException when the settings have no key, or none of 32 bytes */
    SealSecret(EncryptionSettings settings) {
        byte[] bytes = decoded(settings.key());
        this.key = new SecretKeySpec(bytes, "AES");
        this.keyId = idOf(bytes);
    }

    /** A new key for {@code ORGWORKS_ENCRYPTION_KEY}. */
    public static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Encrypts.
     *
     * @param place where it will be kept, such as its row's id: it can be opened with the same only, so nobody can move it
     */
    public byte[] seal(byte[] plain, byte[] place) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, place).doFinal(plain);
            return ByteBuffer.allocate(HEAD_BYTES + encrypted.length)
                    .put(FORMAT)
                    .put(keyId)
                    .put(nonce)
                    .put(encrypted)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES-GCM", e);
        }
    }

    /**
     * Decrypts.
     *
     * @param place where it was kept, as {@link #seal} was told
     * @throws SealedOtherwiseException when it was sealed with another key or for another place, or was changed since
     */
    public byte[] open(byte[] sealed, byte[] place) {
        if (sealed.length < HEAD_BYTES || sealed[0] != FORMAT) {
            throw new SealedOtherwiseException("This is nothing that was sealed here");
        }
        byte[] sealedWith = Arrays.copyOfRange(sealed, 1, 1 + KEY_ID_BYTES);
        if (!Arrays.equals(sealedWith, keyId)) {
            throw new SealedOtherwiseException(
                    "It was sealed with the key " + hex(sealedWith) + ", and this node has the key " + hex(keyId)
                            + "; set ORGWORKS_ENCRYPTION_KEY to the same on every node");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_BYTES, HEAD_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, keyId, nonce, place)
                    .doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new SealedOtherwiseException("It is not what was sealed for this place", e);
        }
    }

    private Cipher cipher(int mode, byte[] id, byte[] nonce, byte[] place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {FORMAT});
        cipher.updateAAD(id);
        cipher.updateAAD(place);
        return cipher;
    }

    private static byte[] decoded(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException(WANTED);
        }
        byte[] bytes = text.matches("[A-Za-z0-9+/]{43}=") ? Base64.getDecoder().decode(text) : new byte[0];
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(WANTED);
        }
        return bytes;
    }

    /** Of a key of 256 random bits its hash tells nothing. */
    private static byte[] idOf(byte[] key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("key id".getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(sha256.digest(key), KEY_ID_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
