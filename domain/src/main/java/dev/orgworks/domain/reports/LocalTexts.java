package dev.orgworks.domain.reports;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * Instants as a clock in a zone shows them, with the offset (ISO 8601), in UTF-8. Rows that were written together have the same,
 * so the last of each column is kept.
 */
final class LocalTexts {

    private final ZoneId zone;
    private final byte[][] last;
    private final byte[][] texts;

    LocalTexts(ZoneId zone, int columns) {
        this.zone = zone;
        this.last = new byte[columns][];
        this.texts = new byte[columns][];
    }

    /** @param utc date and time, as the database writes them */
    byte[] text(int column, byte[] utc) {
        if (!Arrays.equals(utc, last[column])) {
            String iso = new String(utc, StandardCharsets.US_ASCII).replace(' ', 'T');
            texts[column] = DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .format(LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC).atZoneSameInstant(zone))
                    .getBytes(StandardCharsets.US_ASCII);
            last[column] = utc;
        }
        return texts[column];
    }
}
