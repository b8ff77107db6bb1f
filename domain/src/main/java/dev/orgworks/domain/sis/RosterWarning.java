package dev.orgworks.domain.sis;

import java.util.List;

/**
 * Something about a whole upload that its owner should know before applying it.
 *
 * @param columns the columns (or the files of an archive) concerned, as messages call them; empty if the file as a whole is
 */
public record RosterWarning(Code code, List<String> columns, String message) {

    /** The kinds of warnings. */
    public enum Code {
        /** Columns whose names mean nothing here, or that have no name. */
        IGNORED_COLUMNS,
        /** The columns are read by a mapping that was given with an earlier upload. */
        MAPPING_REUSED,
        /** Files of an archive that are not needed. */
        IGNORED_FILES,
        /** Columns that another one, more specific for the same field, replaces. */
        SUPERSEDED_COLUMNS,
        /** Columns that may hold passwords; nothing of them is kept. */
        PASSWORD_COLUMNS,
        /** No column says the login; the e-mail address or the user id is used. */
        LOGIN_ASSUMED,
        /** No column says the status; every learner of the file becomes active. */
        STATUS_ASSUMED,
        /** The encoding is a conclusion from the bytes, not certain. */
        ENCODING_ASSUMED,
        /** Some bytes of the file do not fit its encoding; rows that need them are rejected. */
        ENCODING_DAMAGED
    }
}
