package dev.orgworks.domain.sis;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many rows of an upload do what. Once planned, the actions' sum is {@code rows + missing}.
 *
 * @param rows data rows in the file, without blank ones
 * @param blank lines without any value, passed over
 * @param missing learners whom a full roster does not name and who are suspended or removed for that; they are counted
 *     there too
 * @param warned rows with a warning, whatever they do
 */
public record ImportCounts(
        long rows,
        long blank,
        long created,
        long updated,
        long unchanged,
        long suspended,
        long removed,
        long duplicate,
        long rejected,
        long missing,
        long warned) {

    /** The learners that the import writes. */
    public long writes() {
        return created + updated + suspended + removed;
    }

    /** The counts by their names. */
    public Map<String, Long> asMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("rows", rows);
        map.put("blank", blank);
        map.put("created", created);
        map.put("updated", updated);
        map.put("unchanged", unchanged);
        map.put("suspended", suspended);
        map.put("removed", removed);
        map.put("duplicate", duplicate);
        map.put("rejected", rejected);
        map.put("missing", missing);
        map.put("warned", warned);
        return map;
    }
}
