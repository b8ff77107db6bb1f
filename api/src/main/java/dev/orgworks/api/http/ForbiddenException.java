package dev.orgworks.api.http;

/** The caller is known, but may not do this. The message says what he would need. */
public class ForbiddenException extends RuntimeException {

    public ForbiddenException(String message) {
        super(message);
    }
}
