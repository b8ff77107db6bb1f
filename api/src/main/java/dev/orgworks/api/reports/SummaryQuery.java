package dev.orgworks.api.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.metrics.LocalDays;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.reports.SummaryPeriod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which days a summary is asked for: the last thirty, unless the query says otherwise. */
record SummaryQuery(LocalDate from, LocalDate to, SummaryPeriod period) {

    private static final int USUAL_DAYS = 30;
    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    static SummaryQuery of(
            Organization organization,
            Instant now,
            @Nullable String from,
            @Nullable String to,
            @Nullable SummaryPeriod period) {
        LocalDate last = to == null ? new LocalDays(organization.timeZone()).of(now) : day("to", to);
        LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1L) : day("from", from);
        return new SummaryQuery(first, last, period == null ? SummaryPeriod.of(first, last) : period);
    }

    private static LocalDate day(String name, String text) {
        if (text.strip().matches(DAY)) {
            try {
                return LocalDate.parse(text.strip());
            } catch (DateTimeException e) {
                throw wrong(name);
            }
        }
        throw wrong(name);
    }

    private static InvalidInputException wrong(String name) {
        return new InvalidInputException(name, "INVALID", name + " must be a day such as 2026-01-24");
    }
}
