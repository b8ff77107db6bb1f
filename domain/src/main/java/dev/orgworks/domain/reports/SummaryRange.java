package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Which days a summary's report shows: the last thirty, unless its filters say otherwise.
 *
 * @param from the first one
 * @param to the last one
 */
record SummaryRange(LocalDate from, LocalDate to, SummaryPeriod period) {

    static final List<ReportFilter> FILTERS = List.of(
            ReportFilter.fromDay(""), ReportFilter.toDay(""), ReportFilter.words("period", "", SummaryPeriod.values()));

    private static final int USUAL_DAYS = 30;

    /**
     * What filters ask for.
     *
     * @param at when the report is made
     * @throws InvalidInputException when they ask for no range
     */
    static SummaryRange of(Map<String, Object> filters, ZoneId zone, Instant at) {
        Map<String, Object> chosen = ChosenRows.of(FILTERS, filters, zone).parameters();
        LocalDate to = chosen.get("to") instanceof LocalDate day
                ? day
                : at.atZone(zone).toLocalDate();
        LocalDate from = chosen.get("from") instanceof LocalDate day ? day : to.minusDays(USUAL_DAYS - 1L);
        if (!(chosen.get("period") instanceof List<?> words)) {
            return new SummaryRange(from, to, SummaryPeriod.of(from, to));
        }
        if (words.size() != 1) {
            throw new InvalidInputException("filters.period", "INVALID", "filters.period must be one period");
        }
        return new SummaryRange(from, to, SummaryPeriod.valueOf(String.valueOf(words.get(0))));
    }
}
