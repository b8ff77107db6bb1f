package dev.orgworks.domain.reports;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Instants as a clock in a zone shows them, with the offset (ISO 8601). Rows that were written together have the same. */
final class LocalTexts {

    private final ZoneId zone;
    private final @Nullable Instant[] last;
    private final String[] texts;

    LocalTexts(ZoneId zone, int columns) {
        this.zone = zone;
        this.last = new @Nullable Instant[columns];
        this.texts = new String[columns];
    }

    String text(int column, Instant instant) {
        if (!Objects.equals(instant, last[column])) {
            last[column] = instant;
            texts[column] = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
        }
        return texts[column];
    }
}
