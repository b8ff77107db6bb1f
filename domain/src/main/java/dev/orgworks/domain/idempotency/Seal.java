package dev.orgworks.domain.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and hashes with what only the key's owner knows; whoever reads the database reads neither answers nor bodies. */
final class Seal {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] id;
    private final byte[] secret;

    Seal(OnceKey key) {
        this.id = key.hash();
        this.secret = key.secret().getBytes(StandardCharsets.UTF_8);
    }

    byte[] mac(byte[] data) {
        return hmac(hmac(secret, "body".getBytes(StandardCharsets.US_ASCII), id), data);
    }

    /** Salt, nonce and ciphertext; the salt makes each answer's key its own. */
    byte[] sealed(byte[] plain) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(salt);
        RANDOM.nextBytes(nonce);
        byte[] encrypted = crypt(Cipher.ENCRYPT_MODE, salt, nonce, plain);
        return ByteBuffer.allocate(SALT_BYTES + NONCE_BYTES + encrypted.length)
                .put(salt)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    byte[] opened(byte[] sealed) {
        return crypt(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(sealed, SALT_BYTES),
                Arrays.copyOfRange(sealed, SALT_BYTES, SALT_BYTES + NONCE_BYTES),
                Arrays.copyOfRange(sealed, SALT_BYTES + NONCE_BYTES, sealed.length));
    }

    private byte[] crypt(int mode, byte[] salt, byte[] nonce, byte[] data) {
        byte[] key = hmac(secret, "answer".getBytes(StandardCharsets.US_ASCII), salt, id);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id);
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The kept answer cannot be encrypted or read", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }
}
