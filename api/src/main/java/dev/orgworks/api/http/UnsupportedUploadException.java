package dev.orgworks.api.http;

/** The body is of a kind that the route does not take (415). The message says which it takes. */
public class UnsupportedUploadException extends RuntimeException {

    public UnsupportedUploadException(String message) {
        super(message);
    }
}
