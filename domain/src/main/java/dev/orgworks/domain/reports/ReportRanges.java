package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.NextRun;
import dev.orgworks.domain.jobs.NextRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes days, {@code from} and {@code to}, of the filter {@code range}. */
final class ReportRanges {

    /** The filter's name. */
    static final String RANGE = "range";

    private static final Duration LOOK_BACK = Duration.ofDays(400);

    private ReportRanges() {}

    /**
     * The filters with days in place of their range; as they are when they have none.
     *
     * @param zone in which the report counts its days
     * @param at for which instant the report is made
     * @param runs when the report is made; null: once
     * @throws InvalidInputException when it is no range, or there are days besides
     */
    static Map<String, Object> resolved(Map<String, Object> filters, ZoneId zone, Instant at, @Nullable NextRuns runs) {
        Object wish = filters.get(RANGE);
        if (wish == null) {
            return filters;
        }
        ReportRange range = ReportRange.find(wish.toString())
                .filter(found -> wish instanceof String)
                .orElseThrow(() -> new InvalidInputException(
                        "filters." + RANGE,
                        "INVALID",
                        "filters.range must be one of "
                                + Arrays.stream(ReportRange.values())
                                        .map(ReportRange::word)
                                        .collect(Collectors.joining(", "))));
        for (String name : new String[] {"from", "to"}) {
            if (filters.containsKey(name)) {
                throw new InvalidInputException(
                        "filters." + name, "AMBIGUOUS", "Give either filters.range or filters." + name + ", not both");
            }
        }
        LocalDate today = day(at, zone, runs);
        LocalDate previous = runs == null
                ? today.minusDays(1)
                : runs.last(at.minus(LOOK_BACK), at.minusNanos(1))
                        .map(run -> day(run, zone))
                        .orElse(today.minusDays(1));
        ReportRange.Days days = range.days(today, previous);
        Map<String, Object> resolved = new LinkedHashMap<>(filters);
        resolved.remove(RANGE);
        resolved.put("from", days.from().toString());
        resolved.put("to", days.to().toString());
        return resolved;
    }

    private static LocalDate day(Instant at, ZoneId zone, @Nullable NextRuns runs) {
        return runs == null
                ? at.atZone(zone).toLocalDate()
                : runs.last(at, at)
                        .map(run -> day(run, zone))
                        .orElse(at.atZone(zone).toLocalDate());
    }

    /** The day that the schedule means: the clock may have been put forward over it, into the next. */
    private static LocalDate day(NextRun run, ZoneId zone) {
        return run.zone().equals(zone)
                ? run.meant().toLocalDate()
                : run.at().atZone(zone).toLocalDate();
    }
}
