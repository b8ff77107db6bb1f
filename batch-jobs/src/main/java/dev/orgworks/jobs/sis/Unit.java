package dev.orgworks.jobs.sis;

import dev.orgworks.domain.sis.RowRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction of a step over all rows does.
 *
 * @param part where in the step it stands
 * @param range the rows; all of them for the first and the last part
 */
record Unit(Part part, RowRange range) {

    enum Part {
        /** Once, before all ranges. */
        FIRST,
        RANGE,
        /** Once, behind all ranges. */
        LAST
    }

    /** The units for so many rows, in ranges of a size; the same at every call. */
    static List<Unit> of(long rows, int size) {
        RowRange whole = new RowRange(1, rows);
        List<Unit> units = new ArrayList<>();
        units.add(new Unit(Part.FIRST, whole));
        for (long first = 1; first <= rows; first += size) {
            units.add(new Unit(Part.RANGE, new RowRange(first, Math.min(rows, first + size - 1))));
        }
        units.add(new Unit(Part.LAST, whole));
        return units;
    }
}
