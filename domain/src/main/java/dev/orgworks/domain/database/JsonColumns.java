package dev.orgworks.domain.database;

import java.util.List;

/** The classes of a feature that are kept as JSON. */
public record JsonColumns(List<Class<? extends JsonColumn>> classes) {

    public JsonColumns {
        classes = List.copyOf(classes);
    }
}
