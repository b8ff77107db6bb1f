package dev.orgworks.domain.learners;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The fields of a learner, in the order in which templates and exports show them.
 *
 * <p>The set of fields that an administrator edited by hand is kept with the learner as a bit mask ({@link #mask}), so
 * that an import can leave them alone inside one SQL statement. Never change a constant's number: the bits are stored.
 */
public enum LearnerField {
    /** The id that the student information system gave; compared case-sensitively, unique in the organization. */
    EXTERNAL_ID(0, "externalId", "external_id", 255),
    /** What the learner signs in with; compared without case, unique in the organization among those not removed. */
    LOGIN(1, "login", "login", 255),
    FIRST_NAME(2, "firstName", "first_name", 255),
    LAST_NAME(3, "lastName", "last_name", 255),
    /** The name to show where it is not first and last name. */
    DISPLAY_NAME(4, "displayName", "display_name", 255),
    EMAIL(5, "email", "email", 255),
    /** The part that the person plays: student, teacher, aide …, as the source says it. */
    ROLE(6, "role", "role", 64),
    GRADE(7, "grade", "grade", 64),
    /** The school or unit inside the organization, by the source's own id. */
    SCHOOL(8, "school", "school", 255),
    STATUS(9, "status", "status", 16);

    private final int number;
    private final String json;
    private final String column;
    private final int maxLength;

    LearnerField(int number, String json, String column, int maxLength) {
        this.number = number;
        this.json = json;
        this.column = column;
        this.maxLength = maxLength;
    }

    /** The field's name in the API. */
    public String json() {
        return json;
    }

    /** The field's column in the tables learner and sis_stage. */
    public String column() {
        return column;
    }

    /** The most characters (code points) that a value may have. */
    public int maxLength() {
        return maxLength;
    }

    /** This field's bit in a mask. */
    public int bit() {
        return 1 << number;
    }

    /** The mask of several fields. */
    public static int mask(Collection<LearnerField> fields) {
        return fields.stream().mapToInt(LearnerField::bit).reduce(0, (a, b) -> a | b);
    }

    /** The fields of a mask. */
    public static Set<LearnerField> of(int mask) {
        var fields = EnumSet.noneOf(LearnerField.class);
        for (LearnerField field : values()) {
            if ((mask & field.bit()) != 0) {
                fields.add(field);
            }
        }
        return fields;
    }
}
