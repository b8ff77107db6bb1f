package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fragments of SQL that must agree between the plan and its application; {@code s} is the staged row, {@code l} the
 * live learner. A staged NULL says nothing, a staged '' clears.
 */
final class RosterSql {

    /** The fields that a row may leave alone, clear or set; id, login and status follow rules of their own. */
    static final Set<LearnerField> FREE =
            EnumSet.complementOf(EnumSet.of(LearnerField.EXTERNAL_ID, LearnerField.LOGIN, LearnerField.STATUS));

    /** Fields that the row must not touch: edited by hand, or made up by the reader since the file has no such column. */
    private static final String KEPT = "((l.manual_fields | :absentFields) & %d) <> 0";

    static final String LOGIN_KEPT = KEPT.formatted(LearnerField.LOGIN.bit());
    static final String STATUS_KEPT = KEPT.formatted(LearnerField.STATUS.bit());

    /** The learner's status after the row. */
    static final String NEW_STATUS = "(case when " + STATUS_KEPT + " then l.status else s.status end)";

    /** Whether the row leaves the learner as it is. */
    static final String SAME = "(" + NEW_STATUS + " = l.status and (" + LOGIN_KEPT + " or s.login = l.login) and "
            + join(
                    " and ",
                    field -> "(s.%1$s is null or %2$s or nullif(s.%1$s, '') <=> l.%1$s)"
                            .formatted(field.column(), KEPT.formatted(field.bit())))
            + ")";

    /** The assignments of the free fields. */
    static final String SET_FREE = join(
            ", ",
            field -> "l.%1$s = case when s.%1$s is null or %2$s then l.%1$s else nullif(s.%1$s, '') end"
                    .formatted(field.column(), KEPT.formatted(field.bit())));

    /*
     * How the tables are joined is said and not left to the optimizer: between a big import and the next one its statistics
     * may still hold the table for empty, and a scan of all learners for each staged row takes hours.
     */

    /** The staged rows, by their numbers. */
    static final String STAGED = "sis_stage s force index (primary)";

    /** The learner of the row's id, if there is one. */
    static final String LIVE_BY_KEY = "learner l force index (learner_external_key)"
            + " on l.organization_id = :organization and l.external_key = s.external_key";

    /** The learner that planning found for the row. */
    static final String LIVE_BY_ID = "learner l force index (primary) on l.id = s.learner_id";

    private RosterSql() {}

    /** The free fields' columns, each behind a prefix. */
    static String columns(String prefix) {
        return join(", ", field -> prefix + field.column());
    }

    /** The free fields' staged values as a new learner has them. */
    static String createdValues() {
        return join(", ", field -> "nullif(s." + field.column() + ", '')");
    }

    private static String join(String separator, Function<LearnerField, String> part) {
        return FREE.stream().map(part).collect(Collectors.joining(separator));
    }
}
