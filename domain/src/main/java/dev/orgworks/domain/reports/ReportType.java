package dev.orgworks.domain.reports;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a report is about. */
public enum ReportType {
    /** The organization's figures; the only one that can be a PDF. */
    SUMMARY,
    LEARNERS,
    /** Seats, those that have ended too. */
    LICENSES,
    INVITES,
    AUDIT,
    /** Roster imports. */
    IMPORTS,
    /** What learners did, event by event. */
    ACTIVITY,
    /** The support desk's figures of its representatives. */
    TEAM_PERFORMANCE;

    /** Whether it may have millions of rows. */
    boolean isLong() {
        return this == LEARNERS || this == LICENSES || this == AUDIT || this == ACTIVITY;
    }

    /** Whether its rows are only for those who manage the organization. */
    public boolean isConfidential() {
        return this == AUDIT || this == INVITES;
    }

    /** What a workbook calls its sheet: {@code Team performance}. */
    String title() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** As bodies write it: {@code team-performance}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The type that is called so.
     *
     * @throws IllegalArgumentException when none is
     */
    @JsonCreator
    public static ReportType of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return word();
    }
}
