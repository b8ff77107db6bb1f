package dev.orgworks.api.start;

/** The process cannot start. The message is one line for the operator: what, where, and how to mend it. */
public class StartRefusedException extends RuntimeException {

    public StartRefusedException(String message) {
        super(message);
    }
}
