package dev.orgworks.domain;

import org.jspecify.annotations.Nullable;

/** The caller sees what he wants to act on, but may not do this to it; nothing was changed. The message says who may. */
public class DeniedException extends RuntimeException {

    private final @Nullable String code;

    public DeniedException(String message) {
        this(null, message);
    }

    /**
     * @param code a stable word for programs; null where the status says it all
     * @param message the same for people
     */
    public DeniedException(@Nullable String code, String message) {
        super(message);
        this.code = code;
    }

    public @Nullable String code() {
        return code;
    }
}
