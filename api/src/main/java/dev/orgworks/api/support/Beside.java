package dev.orgworks.api.support;

import dev.orgworks.domain.support.DeskRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is shown beside rows of a kind and stands in no column of theirs. */
public interface Beside<T extends DeskRow> {

    /** The kind of rows. */
    Class<T> type();

    /** The names under which it is shown; bodies may have them, and they are passed over. */
    Set<String> names();

    /** Whether it is shown where the row is one of many, too. */
    default boolean inLists() {
        return true;
    }

    /** The values beside each of the rows, in a bounded number of statements. */
    List<Map<String, Object>> of(long organizationId, List<T> rows);
}
