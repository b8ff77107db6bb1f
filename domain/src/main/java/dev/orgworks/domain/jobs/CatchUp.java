package dev.orgworks.domain.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a schedule does about its instants that passed while nobody could fire it; those of a pause are never made up for. */
public enum CatchUp {
    /** Nothing: what is more than a minute late is left out. */
    NONE(1, 2, Duration.ofMinutes(1)),
    /** One run, for the last of them. */
    LAST(1, 2, Duration.ofDays(36_500)),
    /** A run for each, at most for the last hundred. */
    ALL(100, 100, Duration.ofDays(36_500));

    private static final Duration SHORTEST_LOOK = Duration.ofMinutes(2);
    private static final int LOOK_FURTHER = 60;

    private final int most;
    private final int mostUnfinished;
    private final Duration latest;

    CatchUp(int most, int mostUnfinished, Duration latest) {
        this.most = most;
        this.mostUnfinished = mostUnfinished;
        this.latest = latest;
    }

    /**
     * The instants to enqueue now, oldest first.
     *
     * @param from the first instant that was not looked at yet
     * @param now the last
     * @param unfinished runs of the schedule that run or wait; one that runs and one that waits are enough, but for ALL
     */
    List<Instant> due(NextRuns runs, Instant from, Instant now, int unfinished) {
        Instant earliest = now.minus(latest).isAfter(from) ? now.minus(latest) : from;
        List<Instant> due = newest(runs, earliest, now);
        int room = Math.max(0, Math.min(most, mostUnfinished - unfinished));
        return due.size() <= room ? due : due.subList(due.size() - room, due.size());
    }

    /** Looks back further and further, so that a year without a node does not cost an expression of seconds its millions. */
    private List<Instant> newest(NextRuns runs, Instant from, Instant now) {
        Duration look = SHORTEST_LOOK;
        while (true) {
            boolean whole = !now.minus(look).isAfter(from);
            List<Instant> found = within(runs, whole ? from : now.minus(look), now);
            if (whole || found.size() >= most) {
                return found;
            }
            look = look.multipliedBy(LOOK_FURTHER);
        }
    }

    private static List<Instant> within(NextRuns runs, Instant from, Instant now) {
        List<Instant> found = new ArrayList<>();
        Optional<NextRun> next = runs.after(from.minusNanos(1));
        while (next.isPresent() && !next.get().at().isAfter(now)) {
            found.add(next.get().at());
            next = runs.after(next.get().at());
        }
        return found;
    }
}
