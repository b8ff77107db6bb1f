package dev.orgworks.domain.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schedule does about its instants that passed while nobody could fire it; those of a pause are never made up for. */
public enum CatchUp {
    /** Nothing: what is more than a minute late is left out. */
    NONE(1, 2, Duration.ofMinutes(1)),
    /** One run, for the last of them. */
    LAST(1, 2, Duration.ofDays(36_500)),
    /** A run for each, at most for the last hundred. */
    ALL(100, 100, Duration.ofDays(36_500));

    private final int most;
    private final int mostUnfinished;
    private final Duration latest;

    CatchUp(int most, int mostUnfinished, Duration latest) {
        this.most = most;
        this.mostUnfinished = mostUnfinished;
        this.latest = latest;
    }

    /**
     * What is done about the instants that are due.
     *
     * @param due to enqueue now, oldest first
     * @param noRoom the last for which there would be a run, but for others of the schedule that run or wait; null: there is none
     * @param missed the last that is not made up for; null: there is none
     */
    record Choice(
            List<Instant> due,
            @Nullable Instant noRoom,
            @Nullable Instant missed) {}

    /**
     * Chooses among the instants that are due.
     *
     * @param from the first instant that was not looked at yet
     * @param now the last
     * @param unfinished runs of the schedule that run or wait; one that runs and one that waits are enough, but for ALL
     */
    Choice choose(NextRuns runs, Instant from, Instant now, int unfinished) {
        Instant earliest = now.minus(latest).isAfter(from) ? now.minus(latest) : from;
        List<Instant> wanted =
                runs.newest(earliest, now, most).stream().map(NextRun::at).toList();
        int room = Math.max(0, Math.min(most, mostUnfinished - unfinished));
        int without = Math.max(0, wanted.size() - room);
        Instant before = wanted.isEmpty() ? now : wanted.get(0).minusNanos(1);
        return new Choice(
                wanted.subList(without, wanted.size()),
                without == 0 ? null : wanted.get(without - 1),
                runs.last(from, before).map(NextRun::at).orElse(null));
    }
}
