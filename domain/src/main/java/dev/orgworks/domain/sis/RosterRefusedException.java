package dev.orgworks.domain.sis;

import dev.orgworks.domain.InvalidInputException;

/** A whole upload that cannot be read as a roster; the message says what is wrong, where, and how to mend it. */
public final class RosterRefusedException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    /** Why an upload is refused. */
    public enum Code {
        /** There is not even a line of column names. */
        EMPTY_FILE,
        /** It is a workbook, an archive or another binary file. */
        NOT_TEXT,
        /** The line of column names has a stray quote, is too long or does not fit the encoding. */
        UNREADABLE_HEADER,
        /** There are more columns than any roster has. */
        TOO_MANY_COLUMNS,
        /** No column says which learner a row is about. */
        MISSING_USER_ID,
        /** Two columns claim the same field with equal right. */
        AMBIGUOUS_COLUMN,
        /** The caller's mapping names a column that is not there. */
        MAPPED_COLUMN_MISSING,
        /** The caller's mapping names a column that is there twice, or names one twice. */
        MAPPED_COLUMN_AMBIGUOUS,
        /** The caller's mapping names a column of passwords, or one of our own file of errors. */
        MAPPED_COLUMN_FORBIDDEN;

        private String field() {
            return name().startsWith("MAPPED") ? "mapping" : "file";
        }
    }

    private final Code code;

    public RosterRefusedException(Code code, String message) {
        super(code.field(), code.name(), message);
        this.code = code;
    }

    /** What is no text at all, though it may hold a roster in another form. */
    static RosterRefusedException notText(String what, String kind) {
        return new RosterRefusedException(
                Code.NOT_TEXT,
                what + " is " + kind + ", not text. Export the roster, or save the sheet, as \"CSV UTF-8\" and upload"
                        + " that.");
    }

    public Code code() {
        return code;
    }
}
