package dev.orgworks.domain.reports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** As what a report is written. */
public enum ReportFormat {
    /** RFC 4180 in UTF-8, without any cell that a spreadsheet would compute. */
    CSV("text/csv;charset=UTF-8"),
    /** Office Open XML; a sheet more for each 1,048,575 rows. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** A JSON object in each line. */
    JSONL("application/jsonl"),
    /** With charts; of {@link ReportType#SUMMARY} only. */
    PDF("application/pdf");

    private final String mediaType;

    ReportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The value of {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** As bodies write it, and as the end of a file's name. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that is called so.
     *
     * @throws IllegalArgumentException when none is
     */
    @JsonCreator
    public static ReportFormat of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return word();
    }
}
