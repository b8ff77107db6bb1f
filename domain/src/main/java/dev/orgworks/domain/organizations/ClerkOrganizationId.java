package dev.orgworks.domain.organizations;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clerk's id of an organization; upper and lower case are different.
 *
 * @param text {@code org_} and 1 to 64 letters and digits
 */
public record ClerkOrganizationId(String text) {

    private static final Pattern FORM = Pattern.compile("org_[0-9A-Za-z]{1,64}");

    /** How much of a wrong id is told back. */
    private static final int TOLD = 100;

    /** The text has another form; the message says which form an id has. */
    public static class MalformedException extends RuntimeException {

        MalformedException(String id) {
            super("Invalid Clerk organization ID format: "
                    + (id.length() <= TOLD ? id : id.substring(0, TOLD) + "…")
                    + ". Expected format: org_[alphanumeric]");
        }
    }

    /**
     * Takes an id of the right form.
     *
     * @throws MalformedException when it has another
     */
    public ClerkOrganizationId {
        if (!isId(text)) {
            throw new MalformedException(text);
        }
    }

    static boolean isId(@Nullable String text) {
        return text != null && FORM.matcher(text).matches();
    }
}
