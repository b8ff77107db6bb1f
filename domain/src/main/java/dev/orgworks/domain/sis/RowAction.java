package dev.orgworks.domain.sis;

/** What a row of the upload does. */
public enum RowAction {
    CREATE,
    /** Changes fields, or brings a removed or suspended learner back. */
    UPDATE,
    UNCHANGED,
    SUSPEND,
    REMOVE,
    /** The same row stands further up in the file. */
    DUPLICATE,
    /** Has an error; changes nothing. */
    REJECTED
}
