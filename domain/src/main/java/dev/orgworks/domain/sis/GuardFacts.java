package dev.orgworks.domain.sis;

import java.util.List;

/**
 * What the guard measured of a plan.
 *
 * @param changeThresholdPercent the share of the learners that one action may concern, in percent
 * @param changeThresholdCount how many learners one action may concern
 * @param learners who were there before, not counting removed ones; 0 when it was not asked
 * @param unnamedRows rows of which not even the id can be read, in a roster that tells who is missing
 * @param reasons why the import needs an approval, for people; none when it needs none
 */
public record GuardFacts(
        int changeThresholdPercent,
        long changeThresholdCount,
        long learners,
        long suspended,
        long removed,
        long unnamedRows,
        List<String> reasons) {

    /** Whether the import waits for an approval. */
    public boolean holds() {
        return !reasons.isEmpty();
    }
}
