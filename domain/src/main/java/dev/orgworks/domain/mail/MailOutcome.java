package dev.orgworks.domain.mail;

/**
 * A feature that wants to know what became of its letters. A bean of this kind is asked in the transaction that notes it; when
 * it fails the outcome is noted without it.
 */
public interface MailOutcome {

    /** Of which letters; those without a subject are nobody's. */
    MailKind kind();

    /** The mail server took the letter. It may have been refused before, and been sent again by an administrator. */
    default void sent(long subjectId) {}

    /**
     * The mail server will never take the letter, such as since nobody has the address.
     *
     * @param reason what the server said, on one line
     */
    void refused(long subjectId, String reason);
}
