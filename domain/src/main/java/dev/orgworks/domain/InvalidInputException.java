package dev.orgworks.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the caller sent cannot be accepted; nothing was changed.
 *
 * <p>The message says what is wrong, where, and how to mend it: callers see it.
 */
public class InvalidInputException extends RuntimeException {

    /**
     * One wrong field.
     *
     * @param field its name as the caller wrote it; null when the whole body is meant
     * @param code a stable word for programs: {@code REQUIRED}, {@code TOO_LONG} …
     * @param message the same for people
     */
    public record Detail(@Nullable String field, String code, String message) {}

    private final transient List<Detail> details;

    public InvalidInputException(List<Detail> details) {
        super(details.get(0).message());
        this.details = List.copyOf(details);
    }

    public InvalidInputException(@Nullable String field, String code, String message) {
        this(List.of(new Detail(field, code, message)));
    }

    public List<Detail> details() {
        return details;
    }
}
