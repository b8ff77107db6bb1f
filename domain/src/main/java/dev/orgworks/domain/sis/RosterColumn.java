package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one column of an upload.
 *
 * @param header the name as the upload writes it
 * @param index the column's place, from 0
 * @param field the learner's field that it fills; null if it is ignored
 * @param ignored why it fills none; null if it fills one
 */
public record RosterColumn(
        String header,
        int index,
        @Nullable LearnerField field,
        @Nullable Ignored ignored) {

    /** Why a column fills no field. */
    public enum Ignored {
        /** The caller's mapping says so. */
        BY_MAPPING,
        /** Its name means nothing here. */
        UNKNOWN,
        /** It has no name. */
        EMPTY_NAME,
        /** It may hold passwords; its cells are never decoded, kept or shown. */
        PASSWORD,
        /** It is one of the columns that our own file of errors adds. */
        ERROR_COLUMN,
        /** Another column fills the same field and says more precisely that it does. */
        SUPERSEDED
    }

    private static final int TITLE_CHARACTERS = 80;

    /** What messages call the column: its name, shortened if need be. */
    String title() {
        if (header.isBlank()) {
            return "column " + (index + 1);
        }
        return shortened(header);
    }

    /** A name as a message may show it. */
    static String shortened(String name) {
        return name.codePointCount(0, name.length()) <= TITLE_CHARACTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, TITLE_CHARACTERS)) + "…";
    }
}
