package dev.orgworks.domain.provisioning;

/** Somebody asked for a seat with a token that does not give him one; nothing was changed. */
public class ClaimRefusedException extends RuntimeException {

    /** Why; a stable word for programs. */
    public enum Reason {
        TOKEN_UNKNOWN("This token is not known; ask whoever gave it to you for another"),
        TOKEN_REVOKED("This token was revoked; ask whoever gave it to you for another"),
        TOKEN_EXPIRED("This token has expired; ask whoever gave it to you for another"),
        TOKEN_USED_UP("This token was used as often as it can be; ask whoever gave it to you for another"),
        WRONG_DOMAIN("This token is not for addresses of this domain; use the one that your organization gave you");

        private final String message;

        Reason(String message) {
            this.message = message;
        }
    }

    private final Reason reason;

    ClaimRefusedException(Reason reason) {
        super(reason.message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
