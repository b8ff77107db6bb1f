package dev.orgworks.domain.sis;

import java.util.List;

/**
 * Rows of an upload that one transaction stages, one behind the other.
 *
 * @param start the place of the first of them
 * @param end the place behind the last of them; of the last unit, where the upload ends
 * @param rows none only at the upload's end
 * @param repeats which of them repeat the id or the login of a row further up
 */
public record RosterUnit(Position start, Position end, List<RosterRow> rows, List<Repeat> repeats) {

    /**
     * A row whose key was there before.
     *
     * @param kind what it repeats: {@link Contest#ID} or {@link Contest#LOGIN}
     * @param firstRow the number of the first row that has it
     */
    record Repeat(Contest kind, long row, long firstRow) {}

    /** The number of the first row. */
    public long firstRow() {
        return start.row();
    }

    /** The number of the last row; less than the first one's where there is none. */
    public long lastRow() {
        return end.row() - 1;
    }
}
