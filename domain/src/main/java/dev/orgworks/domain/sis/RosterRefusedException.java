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
        /** The archive breaks off, contradicts itself, or is compressed in a way that is not understood. */
        BROKEN_ARCHIVE,
        /** The archive needs a password. */
        ENCRYPTED_ARCHIVE,
        /** The archive has more files than are ever needed. */
        ARCHIVE_TOO_MANY_ENTRIES,
        /** A file of the archive grows beyond all reason when it is unpacked. */
        ARCHIVE_RATIO,
        /** A file of the archive would be unpacked outside of it. */
        UNSAFE_ARCHIVE,
        /** The roster of the archive is an archive itself. */
        NESTED_ARCHIVE,
        /** No file of the archive is a roster. */
        NO_ROSTER_IN_ARCHIVE,
        /** Several files of the archive are rosters. */
        SEVERAL_ROSTERS,
        /** The mode says that the file has everybody, and its own manifest that it has changes only. */
        MODE_NEEDS_ALL_USERS,
        /** The caller's mapping names a column that is not there. */
        MAPPED_COLUMN_MISSING,
        /** The caller's mapping names a column that is there twice, or names one twice. */
        MAPPED_COLUMN_AMBIGUOUS,
        /** The caller's mapping names a column of passwords, or one of our own file of errors. */
        MAPPED_COLUMN_FORBIDDEN;

        private String field() {
            return name().startsWith("MAPPED") ? "mapping" : name().startsWith("MODE") ? "mode" : "file";
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
