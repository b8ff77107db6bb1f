package dev.orgworks.domain.sis;

import org.jspecify.annotations.Nullable;

/**
 * A row with what it does.
 *
 * @param place where it stands; its row number alone for a learner whom the file does not name
 * @param key what its id is compared by
 */
record StagedRow(Position place, @Nullable String key, Decision decision) {

    StagedRow(RosterRow row, Decision decision) {
        this(new Position(row.byteOffset(), row.line(), row.number(), 0), row.key(), decision);
    }

    /** Whether anything is to be kept of it. */
    boolean matters() {
        return decision.action() != RowAction.UNCHANGED || decision.keptFields() != 0;
    }

    /** The same row, rejected. */
    StagedRow refused(RowProblem.Code code) {
        return new StagedRow(place, key, Decision.refused(decision.live(), code));
    }
}
