package dev.orgworks.domain.sis;

import java.util.List;

/** Tells what somebody said of the columns of a header. */
interface MappingSource {

    /** Nobody said anything of any column. */
    MappingSource NOBODY = headers -> ColumnMapping.NONE;

    ColumnMapping of(List<String> headers);
}
