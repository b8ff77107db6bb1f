package dev.orgworks.domain.mail;

/** A letter was not sent, or nobody knows. */
class NotSentException extends Exception {

    /** What is to be done about it. */
    enum Reason {
        /** There is no server to talk to: all letters wait. */
        UNREACHABLE,
        /** The server does not take this one now: it waits. */
        LATER,
        /** The server will never take this one. */
        REFUSED,
        /** It could not even be written. */
        UNWRITTEN,
        /** The server got it, and did not say what it made of it. */
        UNSURE
    }

    private final Reason reason;
    private final String said;

    NotSentException(Reason reason, String said, Throwable cause) {
        super(said, cause);
        this.reason = reason;
        this.said = said.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    Reason reason() {
        return reason;
    }

    /** What the server said, or what else was wrong, on one line. */
    String said() {
        return said;
    }
}
