package dev.orgworks.domain.sis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong or remarkable about one row.
 *
 * <p>Messages name columns and limits but never repeat what a cell holds, so they may be logged and opened anywhere.
 *
 * @param column the column's name as the upload writes it; null if the row as a whole is meant
 */
public record RowProblem(
        Severity severity, Code code, @Nullable String column, String message) {

    /** Whether the row can be applied nevertheless. */
    public enum Severity {
        /** The row is not applied. */
        ERROR,
        /** The row is applied; somebody should look at it. */
        WARNING
    }

    /** The kinds of problems, each with the pattern of its message. */
    public enum Code {
        /** A quoted cell does not end before a delimiter or line end, within 64 KiB, or at all. */
        BROKEN_QUOTE(
                "A quote opens a cell on this line and is not closed properly. Remove it, or double every quote inside"
                        + " the cell and put one at its end."),
        /** A zero byte, the mark of a damaged or binary file. */
        NUL_BYTE("The row has a zero byte (NUL). Remove it, or export the file again as text."),
        /** A cell is larger than is ever kept in memory. */
        CELL_TOO_LONG("A cell has more than %s KiB. Shorten it."),
        /** A row is larger than is ever kept in memory. */
        ROW_TOO_LONG("The row has more than %s KiB. Shorten its cells."),
        /** Fewer cells than the header has names. */
        TOO_FEW_CELLS("The row has %s cells, the header has %s. Add the missing ones, empty if need be."),
        /** More cells than the header has names, and not only empty ones. */
        TOO_MANY_CELLS("The row has %s cells, the header has %s. Put cells that contain the delimiter in quotes."),
        /** Bytes that the file's encoding does not know. */
        ENCODING("%s is not valid %s. Save the file as UTF-8."),
        /** U+FFFD: an earlier program could not read a character and wrote this instead. */
        REPLACEMENT_CHARACTER(
                "%s has the replacement character (U+FFFD): a character was lost before. Export the file again as"
                        + " UTF-8, or type the character."),
        /** A control character other than tab and line ends; in an id, login or e-mail address these too. */
        CONTROL_CHARACTER("%s has a control character. Remove it."),
        /** An empty cell where every row must say something. */
        MISSING_VALUE("%s is empty. Every row needs a value here."),
        /** More characters than the field holds. */
        TOO_LONG("%s has more than %s characters. Shorten it."),
        /** A word that is no status. */
        UNKNOWN_STATUS("%s must be one of: %s."),
        /** Not of the form name@domain. */
        INVALID_EMAIL("%s is not an e-mail address like name@example.org."),
        /** An id that a spreadsheet turned into a rounded number, like 1.23E+11. */
        SCIENTIFIC_NOTATION(
                "%s is a rounded number (scientific notation); digits were lost. Format the column as text and enter"
                        + " or export the ids again."),
        /** {@code <delete>} where a learner cannot do without. */
        DELETE_NOT_ALLOWED("%s cannot be cleared. Give a value instead of <delete>."),
        /** Rows of one id that contradict each other; all of them are rejected. */
        CONFLICTING_ROWS("The same id stands in several rows with different values. Keep one of them."),
        /** The same row again. */
        REPEATED_ROW("The same row stands further up; this one was passed over."),
        /** Rows of different ids that claim one login; all of them are rejected. */
        CONFLICTING_LOGINS("The same login stands in rows of different ids. Give each learner a login of his own."),
        /** A login of another learner, who keeps it. */
        LOGIN_TAKEN(
                "The login belongs to another learner, who keeps it. Choose another, or change or remove that learner in"
                        + " the same file."),
        /** A new id that is another learner's but for zeros in front. */
        LEADING_ZEROS(
                "With zeros in front this id is another learner's. If they were lost in a spreadsheet, format the column"
                        + " as text and export the file again."),
        /** The uploader's own account, which nobody takes from himself. */
        OWN_ACCOUNT("The row would shut out the account that uploaded the file. Let somebody else do that.");

        private final String pattern;

        Code(String pattern) {
            this.pattern = pattern;
        }

        /** The pattern of the message; the whole message where it names no details. */
        String pattern() {
            return pattern;
        }

        /** A warning of this kind. */
        RowProblem warning(@Nullable String column, Object... details) {
            return new RowProblem(Severity.WARNING, this, column, String.format(Locale.ROOT, pattern, details));
        }

        /** An error of this kind. */
        RowProblem error(@Nullable String column, Object... details) {
            return new RowProblem(Severity.ERROR, this, column, String.format(Locale.ROOT, pattern, details));
        }
    }
}
