package dev.orgworks.domain.mail;

/** Where a letter stands. */
public enum MailState {

    /** Waits for its turn, or for a mail server. */
    QUEUED,

    /** A node has taken it. */
    SENDING,

    /** The mail server has it; what it said is gone. */
    SENT,

    /** Nobody will try again unless somebody asks for it. */
    DEAD
}
