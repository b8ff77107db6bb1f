package dev.orgworks.api.support;

import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.support.DeskRow;
import dev.orgworks.domain.support.RowFields;
import java.util.UUID;

/** The ids of the desk's rows in paths. */
public final class DeskId {

    /** What they look like. */
    public static final String FORM = "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}";

    private DeskId() {}

    /**
     * The id that a path names.
     *
     * @throws NotFoundException when it is no UUID: there is nothing of that name
     */
    public static UUID of(Class<? extends DeskRow> type, String text) {
        if (!text.matches(FORM)) {
            throw new NotFoundException(RowFields.of(type).what(), text);
        }
        return UUID.fromString(text);
    }
}
