package dev.orgworks.domain;

/** The caller sees what he wants to act on, but may not do this to it; nothing was changed. The message says who may. */
public class DeniedException extends RuntimeException {

    public DeniedException(String message) {
        super(message);
    }
}
