package dev.orgworks.domain.organizations;

/** The database failed while an organization was to be made, and nothing was. Callers see the message and {@link #reason}. */
public class OrganizationNotMadeException extends RuntimeException {

    private final String reason;

    OrganizationNotMadeException(ClerkOrganizationId id, String reason, Throwable cause) {
        super("Failed to create or retrieve organization for Clerk org ID: " + id.text(), cause);
        this.reason = reason;
    }

    /** What failed, without a word on the inside. */
    public String reason() {
        return reason;
    }
}
