package dev.orgworks.domain;

/** The act does not go with the present state; nothing was changed. The message says which state, and what would help. */
public class ConflictException extends RuntimeException {

    private final String code;

    /**
     * @param code a stable word for programs: {@code ALREADY_FINISHED}
     * @param message the same for people
     */
    public ConflictException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
