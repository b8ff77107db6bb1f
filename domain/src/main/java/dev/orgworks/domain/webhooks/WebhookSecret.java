package dev.orgworks.domain.webhooks;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What an endpoint and the platform share, as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> writes it:
 * {@code whsec_} and 32 bytes in Base64.
 */
public record WebhookSecret(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    /** A new secret. */
    static WebhookSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    /** The secret of these bytes. */
    static WebhookSecret of(byte[] bytes) {
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** The key of signatures. */
    byte[] bytes() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /** Never the secret itself. */
    @Override
    public String toString() {
        return "WebhookSecret[hidden]";
    }
}
