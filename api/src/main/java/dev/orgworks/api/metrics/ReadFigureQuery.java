package dev.orgworks.api.metrics;

import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Sorting;
import dev.orgworks.api.support.DeskId;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.metrics.FigureQuery;
import dev.orgworks.domain.metrics.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Reads what a query string asks of figures: {@code period} and {@code representativeId}, several divided by commas, {@code from}
 * and {@code to}, each a day of the organization's or an instant, and {@code sort}. What is not understood is refused.
 */
final class ReadFigureQuery {

    private static final String DAY = "-?[0-9]{4}-[0-9]{2}-[0-9]{2}";
    /** Years that the database's dates can be compared with. */
    private static final int FIRST_YEAR = 1000;

    private static final int LAST_YEAR = 9998;

    private final Page page;
    private final MultiValueMap<String, String> query;
    private final ZoneId zone;

    private ReadFigureQuery(Page page, MultiValueMap<String, String> query, ZoneId zone) {
        this.page = page;
        this.query = query;
        this.zone = zone;
    }

    /** @param zone whose days are meant */
    static ReadFigureQuery of(Page page, MultiValueMap<String, String> query, ZoneId zone) {
        return new ReadFigureQuery(page, query, zone);
    }

    /** @param sortable the fields that the list can be sorted by */
    FigureQuery organization(Set<String> sortable) {
        return read(sortable, Set.of("limit", "offset", "sort", "period", "from", "to"), Set.of());
    }

    /** The same, and it may ask for representatives. */
    FigureQuery team(Set<String> sortable) {
        return read(
                sortable,
                Set.of("limit", "offset", "sort", "period", "from", "to", "representativeId"),
                values("representativeId", ReadFigureQuery::uuid));
    }

    /** The same of one representative. */
    FigureQuery of(UUID representative, Set<String> sortable) {
        return read(sortable, Set.of("limit", "offset", "sort", "period", "from", "to"), Set.of(representative));
    }

    private FigureQuery read(Set<String> sortable, Set<String> known, Set<UUID> representatives) {
        query.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidInputException(
                            name,
                            "UNKNOWN_FILTER",
                            name + " is nothing that this list can be asked for; it can for "
                                    + known.stream().sorted().collect(Collectors.joining(", ")));
                });
        Instant from = instant("from", false);
        Instant to = instant("to", true);
        if (from != null && to != null && to.isBefore(from)) {
            throw new InvalidInputException("to", "OUT_OF_RANGE", "to must not be before from");
        }
        return new FigureQuery(
                values("period", ReadFigureQuery::period),
                from,
                to,
                representatives,
                Sorting.of(query, sortable),
                page.limit(),
                page.offset());
    }

    private <T> Set<T> values(String name, Function<String, T> value) {
        Set<T> values = new LinkedHashSet<>();
        List<String> given = query.get(name);
        if (given != null) {
            for (String text : String.join(",", given).split(",", -1)) {
                values.add(value.apply(text.strip()));
            }
        }
        return values;
    }

    private static Period period(String text) {
        return Arrays.stream(Period.values())
                .filter(period -> period.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "period",
                        "INVALID",
                        "period must be one of "
                                + Arrays.stream(Period.values())
                                        .map(Period::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static UUID uuid(String text) {
        if (!text.matches(DeskId.FORM)) {
            throw new InvalidInputException("representativeId", "INVALID", "representativeId must be a UUID");
        }
        return UUID.fromString(text);
    }

    /** @param end whether a day is meant with all that is in it */
    private @Nullable Instant instant(String name, boolean end) {
        List<String> given = query.get(name);
        if (given == null) {
            return null;
        }
        String text = String.join(",", given).strip();
        try {
            Instant instant = text.matches(DAY)
                    ? LocalDate.parse(text)
                            .plusDays(end ? 1 : 0)
                            .atStartOfDay(zone)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            int year = instant.atZone(zone).getYear();
            if (year >= FIRST_YEAR && year <= LAST_YEAR) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw new InvalidInputException(name, "INVALID", rule(name));
        }
        throw new InvalidInputException(name, "OUT_OF_RANGE", rule(name));
    }

    private static String rule(String name) {
        return name + " must be a day such as 2026-01-24, or an instant such as 2026-01-24T00:00:00Z";
    }
}
