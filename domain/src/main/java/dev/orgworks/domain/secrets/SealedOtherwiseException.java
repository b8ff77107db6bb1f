package dev.orgworks.domain.secrets;

/** Something cannot be opened: it was sealed with another key, or it is not what was sealed. */
public class SealedOtherwiseException extends RuntimeException {

    SealedOtherwiseException(String message) {
        super(message);
    }

    SealedOtherwiseException(String message, Throwable cause) {
        super(message, cause);
    }
}
