package dev.orgworks.api.http;

/** The request is refused, as its failure says; nothing was done. */
public class RefusedRequestException extends RuntimeException {

    private final transient Failure failure;

    public RefusedRequestException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
