package dev.orgworks.domain;

import dev.orgworks.domain.InvalidInputException.Detail;
import java.util.List;

/** The act does not go with the present state; nothing was changed. The message says which state, and what would help. */
public class ConflictException extends RuntimeException {

    private final String code;
    private final transient List<Detail> details;

    /**
     * @param code a stable word for programs: {@code ALREADY_FINISHED}
     * @param message the same for people
     */
    public ConflictException(String code, String message) {
        this(code, message, List.of());
    }

    /** With the places of what was sent that do not go. */
    public ConflictException(String code, String message, List<Detail> details) {
        super(message);
        this.code = code;
        this.details = List.copyOf(details);
    }

    public String code() {
        return code;
    }

    public List<Detail> details() {
        return details;
    }
}
