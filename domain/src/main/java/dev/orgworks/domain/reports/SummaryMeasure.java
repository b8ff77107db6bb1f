package dev.orgworks.domain.reports;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.invites.InviteState;
import dev.orgworks.domain.sis.ImportState;

/** The names under which figures are kept; changing one loses the figures until the next rollup, those of activity for good. */
final class SummaryMeasure {

    static final String JOINED = "LEARNERS.JOINED";
    static final String INVITES_SENT = "INVITES.SENT";
    static final String CLAIMS = "CLAIMS";
    static final String ROWS_CREATED = "IMPORT_ROWS.CREATED";
    static final String ROWS_UPDATED = "IMPORT_ROWS.UPDATED";
    static final String ROWS_SUSPENDED = "IMPORT_ROWS.SUSPENDED";
    static final String ROWS_REMOVED = "IMPORT_ROWS.REMOVED";

    /** The beginning of those of activity, which are added up and not counted anew. */
    static final String ACTIVITY = "ACTIVITY.";

    /** Counts of how things stand. */
    static final String LEARNERS = "LEARNERS";

    static final String LEARNERS_ACTIVE = "LEARNERS.ACTIVE_30";
    static final String SEATS = "SEATS";
    static final String SEATS_USED = "SEATS.USED";
    static final String SEATS_IDLE = "SEATS.IDLE";
    static final String INVITES_OPEN = "INVITES.OPEN";
    static final String WAITING = "WAITING";

    private SummaryMeasure() {}

    static String of(ActivityKind kind) {
        return ACTIVITY + kind.name();
    }

    static String of(InviteState ended) {
        return "INVITES." + ended.name();
    }

    static String of(ImportState outcome) {
        return "IMPORTS." + outcome.name();
    }
}
