package dev.orgworks.domain;

/** What was asked for was there and was cleared, as settings say. The message says when. */
public class GoneException extends RuntimeException {

    private final String code;

    /**
     * @param code a stable word for programs: {@code UPLOAD_CLEARED}
     * @param message the same for people
     */
    public GoneException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
