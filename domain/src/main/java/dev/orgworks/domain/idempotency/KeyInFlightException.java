package dev.orgworks.domain.idempotency;

import java.time.Duration;

/** The first call under the key is still at work; nothing was done for this one. */
public class KeyInFlightException extends RuntimeException {

    /** When it is worth asking again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    KeyInFlightException() {
        super("The first request with this Idempotency-Key is still being carried out; send it again in a second");
    }
}
