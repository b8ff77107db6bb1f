package dev.orgworks.api.support;

import dev.orgworks.domain.support.DeskRow;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is shown beside rows of a kind and stands in no column of theirs. */
interface Beside<T extends DeskRow> {

    Class<T> type();

    /** The names under which it is shown; bodies may have them, and they are passed over. */
    Set<String> names();

    /** The values beside each of the rows, in a bounded number of statements. */
    List<Map<String, Object>> of(long organizationId, List<T> rows);
}
