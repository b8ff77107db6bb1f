package dev.orgworks.jobs.metrics;

import dev.orgworks.domain.metrics.Period;
import dev.orgworks.jobs.metrics.Fact.Conversation;
import dev.orgworks.jobs.metrics.Fact.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures as the definitions say, made fact by fact and without any sums; a row is a line of text. */
final class Expected {

    private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

    private final ZoneId zone;
    private final LocalDate today;
    private final List<Conversation> conversations;
    private final List<Ticket> tickets;

    Expected(Collection<Fact> facts, ZoneId zone, Instant now) {
        this.zone = zone;
        this.today = now.atZone(zone).toLocalDate();
        this.conversations = facts.stream()
                .filter(Conversation.class::isInstance)
                .map(Conversation.class::cast)
                .toList();
        this.tickets = facts.stream()
                .filter(Ticket.class::isInstance)
                .map(Ticket.class::cast)
                .toList();
    }

    private record Figures(
            @Nullable BigDecimal response,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal mark) {}

    /** period, start, instants; totalChats, activeChats, the means and percentages, ticketsResolved. */
    List<String> organization() {
        List<String> rows = new ArrayList<>();
        for (Period period : Period.values()) {
            starts(period).forEach((start, lastDay) -> {
                List<Conversation> of = conversations(period, start, any -> true);
                List<Ticket> resolved = resolved(period, start, any -> true);
                List<Conversation> ended =
                        of.stream().filter(c -> c.ended() != null).toList();
                rows.add(String.join(
                        " ",
                        bounds(period, start),
                        text(of.size()),
                        text(active(lastDay)),
                        text(response(of)),
                        text(percent(
                                ended.stream()
                                        .filter(Conversation::firstContact)
                                        .count(),
                                ended.size())),
                        text(mark(of, resolved)),
                        text(percent(of.stream().filter(Conversation::escalated).count(), of.size())),
                        text(percent(
                                ended.stream()
                                        .filter(c -> c.representative() == null && !c.escalated())
                                        .count(),
                                ended.size())),
                        text(resolved.size())));
            });
        }
        return rows;
    }

    /** representative, period, start, instants; ticketsHandled, the means and percentages, trend. */
    List<String> team(List<UUID> representatives) {
        List<String> rows = new ArrayList<>();
        for (Period period : Period.values()) {
            for (LocalDate start : starts(period).keySet()) {
                for (UUID who : representatives) {
                    figures(who, period, start)
                            .ifPresent(figures -> rows.add(String.join(
                                    " ",
                                    who.toString(),
                                    bounds(period, start),
                                    text(made(who, period, start).size()),
                                    text(figures.response()),
                                    text(figures.rate()),
                                    text(figures.mark()),
                                    trend(figures, before(who, period, start)))));
                }
            }
        }
        return rows;
    }

    Map<UUID, Optional<BigDecimal>> ratings(List<UUID> representatives) {
        Map<UUID, Optional<BigDecimal>> ratings = new TreeMap<>();
        for (UUID who : representatives) {
            ratings.put(
                    who,
                    Optional.ofNullable(mark(
                            conversations.stream()
                                    .filter(c -> who.equals(c.representative()) && known(c.opened()))
                                    .toList(),
                            tickets.stream()
                                    .filter(t -> who.equals(t.representative()) && known(t.resolved()))
                                    .toList())));
        }
        return ratings;
    }

    private Figures before(UUID who, Period period, LocalDate start) {
        LocalDate day = start.minusDays(1);
        while (!exists(day)) {
            day = day.minusDays(1);
        }
        return figures(who, period, start(period, day)).orElse(new Figures(null, null, null));
    }

    private Optional<Figures> figures(UUID who, Period period, LocalDate start) {
        List<Conversation> of = conversations(period, start, who::equals);
        List<Ticket> made = made(who, period, start);
        List<Ticket> resolved = resolved(period, start, who::equals);
        if (of.isEmpty() && made.isEmpty() && resolved.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figures(
                response(of),
                percent(made.stream().filter(t -> t.resolved() != null).count(), made.size()),
                mark(of, resolved)));
    }

    private static String trend(Figures is, Figures was) {
        int votes = vote(is.rate(), was.rate()) + vote(is.mark(), was.mark()) - vote(is.response(), was.response());
        return votes > 0 ? "UP" : votes < 0 ? "DOWN" : "STABLE";
    }

    private static int vote(@Nullable BigDecimal is, @Nullable BigDecimal was) {
        if (is == null || was == null) {
            return 0;
        }
        if (is.compareTo(was.multiply(new BigDecimal("1.05"))) > 0) {
            return 1;
        }
        return is.compareTo(was.multiply(new BigDecimal("0.95"))) < 0 ? -1 : 0;
    }

    /** The periods from that of the first fact on, each with the last of its days until today. */
    private Map<LocalDate, LocalDate> starts(Period period) {
        Map<LocalDate, LocalDate> starts = new TreeMap<>();
        Stream.concat(
                        conversations.stream().map(Conversation::opened),
                        tickets.stream().flatMap(t -> Stream.of(t.created(), t.resolved())))
                .filter(Objects::nonNull)
                .map(this::day)
                .min(LocalDate::compareTo)
                .ifPresent(first -> {
                    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
                        if (exists(day)) {
                            starts.put(start(period, day), day);
                        }
                    }
                });
        return starts;
    }

    private boolean exists(LocalDate day) {
        return ZonedDateTime.of(day, LocalTime.NOON, zone).toLocalDate().equals(day);
    }

    private static LocalDate start(Period period, LocalDate day) {
        return switch (period) {
            case DAY -> day;
            case WEEK -> day.with(WeekFields.ISO.dayOfWeek(), 1);
            case MONTH -> LocalDate.of(day.getYear(), day.getMonth(), 1);
            case QUARTER -> LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / 3 * 3 + 1, 1);
            case YEAR -> LocalDate.of(day.getYear(), 1, 1);
        };
    }

    private String bounds(Period period, LocalDate start) {
        LocalDate next = switch (period) {
            case DAY -> start.plusDays(1);
            case WEEK -> start.plusDays(7);
            case MONTH -> start.plusMonths(1);
            case QUARTER -> start.plusMonths(3);
            case YEAR -> start.plusYears(1);
        };
        return "%s %s %s %s"
                .formatted(
                        period,
                        start,
                        start.atStartOfDay(zone).toInstant(),
                        next.atStartOfDay(zone).toInstant().minusSeconds(1));
    }

    private long active(LocalDate lastDay) {
        Instant end = lastDay.plusDays(1).atStartOfDay(zone).toInstant();
        return conversations.stream()
                .filter(c -> c.opened().isBefore(end)
                        && (c.ended() == null || !c.ended().isBefore(end)))
                .count();
    }

    private List<Conversation> conversations(Period period, LocalDate start, Predicate<@Nullable UUID> who) {
        return conversations.stream()
                .filter(c -> who.test(c.representative()) && in(period, start, c.opened()))
                .toList();
    }

    private List<Ticket> resolved(Period period, LocalDate start, Predicate<@Nullable UUID> who) {
        return tickets.stream()
                .filter(t -> who.test(t.representative()) && in(period, start, t.resolved()))
                .toList();
    }

    private List<Ticket> made(UUID who, Period period, LocalDate start) {
        return tickets.stream()
                .filter(t -> who.equals(t.representative()) && in(period, start, t.created()))
                .toList();
    }

    private boolean in(Period period, LocalDate start, @Nullable Instant instant) {
        return instant != null && known(instant) && start(period, day(instant)).equals(start);
    }

    private boolean known(@Nullable Instant instant) {
        return instant != null && !day(instant).isAfter(today);
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private static @Nullable BigDecimal response(List<Conversation> of) {
        BigDecimal sum = BigDecimal.ZERO;
        long count = 0;
        for (Conversation conversation : of) {
            if (conversation.responded() != null) {
                long nanos = Duration.between(conversation.opened(), conversation.responded())
                        .toNanos();
                sum = sum.add(BigDecimal.valueOf(Math.max(0, nanos), 3));
                count++;
            }
        }
        return count == 0 ? null : sum.divide(MICROS.multiply(BigDecimal.valueOf(count)), 0, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal mark(List<Conversation> of, List<Ticket> resolved) {
        List<BigDecimal> marks = Stream.concat(
                        of.stream().map(Conversation::rating), resolved.stream().map(Ticket::score))
                .filter(Objects::nonNull)
                .toList();
        return marks.isEmpty()
                ? null
                : marks.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(marks.size()), 2, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal percent(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }

    private static String text(@Nullable Object figure) {
        return figure == null ? "-" : figure.toString();
    }
}
