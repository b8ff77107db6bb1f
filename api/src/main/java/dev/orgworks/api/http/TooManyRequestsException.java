package dev.orgworks.api.http;

import org.springframework.http.HttpHeaders;

/** Somebody asked for something too often; nothing was done. */
class TooManyRequestsException extends RuntimeException {

    private final transient Failure failure;

    TooManyRequestsException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** The answer, whose headers say when it is worth asking again; see {@link HttpHeaders#RETRY_AFTER}. */
    Failure failure() {
        return failure;
    }
}
