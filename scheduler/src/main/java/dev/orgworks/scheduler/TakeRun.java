package dev.orgworks.scheduler;

import dev.orgworks.domain.jobs.ClaimRun;
import dev.orgworks.domain.jobs.ClaimRun.Claim;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RunQueue;
import dev.orgworks.domain.jobs.RunQueue.Candidate;
import dev.orgworks.scheduler.FindLostRuns.Lost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Takes the run that a free thread of this node is to carry out: one that was lost, or the first of the queue's order. Which
 * one is decided only now, so that a run that was enqueued later by somebody of whom nothing runs does not stand behind a
 * thousand others; and heavy runs never get all threads, so that a small one always finds one that is soon free.
 */
@Component
class TakeRun {

    private static final int AT_ONCE = 100;

    private final Map<Claim, Boolean> heavyByClaim = new HashMap<>();
    private final RunQueue queue;
    private final ClaimRun claims;
    private final FindLostRuns lost;
    private final JobSettings settings;

    TakeRun(RunQueue queue, ClaimRun claims, FindLostRuns lost, JobSettings settings) {
        this.queue = queue;
        this.claims = claims;
        this.lost = lost;
        this.settings = settings;
    }

    /**
     * Takes a run; {@link #done} gives its place back.
     *
     * @return empty when nothing is ready, or this node carries out enough
     */
    synchronized Optional<Claim> take(String node) {
        if (heavyByClaim.size() >= settings.runsAtOnce()) {
            return Optional.empty();
        }
        boolean heavyToo =
                heavyByClaim.values().stream().filter(Boolean::booleanValue).count() < settings.heavyRunsAtOnce();
        return takeLost(node, heavyToo).or(() -> takeNext(node, heavyToo));
    }

    /** The run is no longer on a thread of this node. */
    synchronized void done(Claim claim) {
        heavyByClaim.remove(claim);
    }

    /** The running runs of nodes that are gone, and those of this node that none of its threads has. */
    synchronized List<Lost> lost(String node) {
        return lost.ofDeadNodesAnd(node, AT_ONCE).stream()
                .filter(run -> !heavyByClaim.containsKey(run.claim()))
                .toList();
    }

    private Optional<Claim> takeLost(String node, boolean heavyToo) {
        return lost(node).stream()
                .filter(run -> heavyToo || !run.heavy())
                .map(run -> taken(run.heavy(), () -> claims.takeOver(run.claim(), node)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Claim> takeNext(String node, boolean heavyToo) {
        List<Candidate> candidates = queue.next(heavyToo, AT_ONCE);
        return candidates.stream()
                .map(run -> taken(run.heavy(), () -> claims.claim(run.runId(), node)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Claim> taken(boolean heavy, Supplier<Optional<Claim>> claim) {
        Optional<Claim> claimed = claim.get();
        claimed.ifPresent(mine -> heavyByClaim.put(mine, heavy));
        return claimed;
    }
}
