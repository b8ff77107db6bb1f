package dev.orgworks.domain.jobs;

import dev.orgworks.domain.jobs.NextRun.Shift;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instants of a rhythm in a zone, by this rule for the days on which its clock is put forward or back:
 *
 * <ul>
 *   <li>A local time that does not come (the gap) runs at the first instant behind the gap. Several of them, or one and
 *       that instant's own, are one run.
 *   <li>A local time that comes twice (the overlap) runs once, at the first.
 *   <li>A rhythm of every hour (the hour field of the cron is {@code *}) has to run in each hour that passes, so it goes by
 *       what the clock shows: it runs at both of two equal local times (they are different hours), and what falls into a
 *       gap is left out (the hour before and the hour behind are neighbours), unless the clock shows the rest of the
 *       skipped hour, as on Lord Howe Island with its half hours: then it runs at the first instant behind the gap. So every
 *       hour that the clock shows has its run.
 * </ul>
 */
public final class NextRuns {

    private static final Duration SHORTEST_LOOK = Duration.ofMinutes(2);
    private static final int LOOK_FURTHER = 60;

    private final Rhythm rhythm;
    private final ZoneId zone;
    private final ZoneRules rules;

    public NextRuns(Rhythm rhythm, ZoneId zone) {
        this.rhythm = rhythm;
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** The first run behind an instant; empty when there is none any more. */
    public Optional<NextRun> after(Instant instant) {
        return rhythm.everyHour() ? byTheHour(instant) : byTheClock(instant);
    }

    /** The first runs behind an instant. */
    public List<NextRun> after(Instant instant, int most) {
        List<NextRun> runs = new ArrayList<>(most);
        Optional<NextRun> next = after(instant);
        while (next.isPresent() && runs.size() < most) {
            runs.add(next.get());
            next = after(next.get().at());
        }
        return runs;
    }

    /** The last run of a time, its ends included; empty when it has none. */
    public Optional<NextRun> last(Instant from, Instant to) {
        List<NextRun> found = newest(from, to, 1);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /**
     * The last runs of a time, its ends included, oldest first. It looks back further and further, so that a year does not cost
     * a rhythm of seconds its millions.
     */
    List<NextRun> newest(Instant from, Instant to, int most) {
        Duration look = SHORTEST_LOOK;
        while (!to.isBefore(from)) {
            boolean whole = !to.minus(look).isAfter(from);
            List<NextRun> found = within(whole ? from : to.minus(look), to);
            if (whole || found.size() >= most) {
                return found.subList(Math.max(0, found.size() - most), found.size());
            }
            look = look.multipliedBy(LOOK_FURTHER);
        }
        return List.of();
    }

    private List<NextRun> within(Instant from, Instant to) {
        List<NextRun> found = new ArrayList<>();
        Optional<NextRun> next = after(from.minusNanos(1));
        while (next.isPresent() && !next.get().at().isAfter(to)) {
            found.add(next.get());
            next = after(next.get().at());
        }
        return found;
    }

    /** Local times to instants never changes their order, so the first that is late enough is the answer. */
    private Optional<NextRun> byTheClock(Instant after) {
        Optional<NextRun> run =
                rhythm.next(LocalDateTime.ofInstant(after, zone)).map(this::at);
        while (run.isPresent() && !run.get().at().isAfter(after)) {
            run = rhythm.next(run.get().meant()).map(this::at);
        }
        return run;
    }

    private NextRun at(LocalDateTime meant) {
        ZoneOffsetTransition transition = rules.getTransition(meant);
        if (transition == null) {
            return new NextRun(meant.toInstant(rules.getOffset(meant)), zone, meant, Shift.NONE);
        }
        return transition.isGap()
                ? new NextRun(transition.getInstant(), zone, meant, Shift.GAP)
                : new NextRun(meant.toInstant(transition.getOffsetBefore()), zone, meant, Shift.FIRST);
    }

    /** Follows the clock from one change of its offset to the next. */
    private Optional<NextRun> byTheHour(Instant after) {
        Instant since = after;
        ZoneOffset offset = rules.getOffset(since);
        LocalDateTime behind = LocalDateTime.ofInstant(since, offset);
        while (true) {
            Optional<LocalDateTime> meant = rhythm.next(behind);
            if (meant.isEmpty()) {
                return Optional.empty();
            }
            Instant at = meant.get().toInstant(offset);
            ZoneOffsetTransition transition = rules.nextTransition(since);
            if (transition == null || at.isBefore(transition.getInstant())) {
                return Optional.of(new NextRun(at, zone, meant.get(), shift(meant.get(), offset)));
            }
            Optional<NextRun> moved = restOfAnHour(transition);
            if (moved.isPresent()) {
                return moved;
            }
            since = transition.getInstant();
            offset = transition.getOffsetAfter();
            behind = transition.getDateTimeAfter().minusNanos(1);
        }
    }

    private Shift shift(LocalDateTime meant, ZoneOffset offset) {
        ZoneOffsetTransition transition = rules.getTransition(meant);
        if (transition == null || transition.isGap()) {
            return Shift.NONE;
        }
        return offset.equals(transition.getOffsetBefore()) ? Shift.FIRST : Shift.AGAIN;
    }

    private Optional<NextRun> restOfAnHour(ZoneOffsetTransition transition) {
        if (!transition.isGap()) {
            return Optional.empty();
        }
        LocalDateTime hour = transition.getDateTimeAfter().truncatedTo(ChronoUnit.HOURS);
        LocalDateTime from = hour.isAfter(transition.getDateTimeBefore()) ? hour : transition.getDateTimeBefore();
        return rhythm.next(from.minusNanos(1))
                .filter(skipped -> skipped.isBefore(transition.getDateTimeAfter()))
                .map(skipped -> new NextRun(transition.getInstant(), zone, skipped, Shift.GAP));
    }
}
