package dev.orgworks.domain.sis;

import dev.orgworks.domain.learners.LearnerField;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns fill which fields because somebody says so; every other column is understood by its name.
 *
 * @param fields by the name of the column that fills them
 * @param ignored the names of the columns that fill none
 */
public record ColumnMapping(Map<String, LearnerField> fields, Set<String> ignored) {

    /** Says nothing of any column. */
    public static final ColumnMapping NONE = new ColumnMapping(Map.of(), Set.of());

    public ColumnMapping {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
        ignored = Collections.unmodifiableSet(new TreeSet<>(ignored));
    }

    /** Whether it says nothing of any column. */
    public boolean saysNothing() {
        return fields.isEmpty() && ignored.isEmpty();
    }
}
