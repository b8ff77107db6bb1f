package dev.orgworks.domain.reports;

/** A link opens nothing: it was never made, or what it led to is gone with all that is known of it. */
public class LinkUnknownException extends RuntimeException {

    LinkUnknownException() {
        super("This link is not known; ask whoever sent it to you for the report");
    }
}
