package dev.orgworks.api.jobs;

import dev.orgworks.api.jobs.JobView.Waiting;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.RecordAttempt;
import dev.orgworks.domain.jobs.RunQueue;
import dev.orgworks.domain.jobs.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers "why does it not run?". */
@Component
class ExplainWait {

    private static final int ATTEMPTS = 50;

    private final FindRuns runs;
    private final RunQueue queue;
    private final RecordAttempt attempts;
    private final JobSettings settings;
    private final InstantSource clock;

    ExplainWait(FindRuns runs, RunQueue queue, RecordAttempt attempts, JobSettings settings, InstantSource clock) {
        this.runs = runs;
        this.queue = queue;
        this.attempts = attempts;
        this.settings = settings;
        this.clock = clock;
    }

    JobView view(JobRun run) {
        return JobView.of(
                run, now(), attempts.of(run.id(), ATTEMPTS), run.state() == RunState.QUEUED ? waiting(run) : null);
    }

    Instant now() {
        return clock.instant();
    }

    private Waiting waiting(JobRun run) {
        long before = queue.before(run);
        @Nullable UUID blocker = runs.blockerOf(run).orElse(null);
        if (blocker != null) {
            return new Waiting(
                    "OTHER_RUN",
                    "The job " + blocker + " comes first; jobs of this kind take turns within an organization",
                    blocker,
                    before);
        }
        if (run.notBefore() != null && run.notBefore().isAfter(now())) {
            return run.failures() > 0
                    ? new Waiting(
                            "RETRY",
                            "Attempt %d failed; it is tried again at %s".formatted(run.attempts(), run.notBefore()),
                            null,
                            before)
                    : new Waiting("NOT_BEFORE", "It starts at " + run.notBefore(), null, before);
        }
        long heavyRunning = run.heavy() ? queue.depth().heavyRunning() : 0;
        if (heavyRunning >= settings.heavyRunsAtOnce()) {
            return new Waiting(
                    "HEAVY_LIMIT",
                    "%d large jobs run, and each node leaves threads to small ones; it starts when one of them is done"
                            .formatted(heavyRunning),
                    null,
                    before);
        }
        return new Waiting(
                "FREE_THREAD",
                before == 0
                        ? "It starts as soon as a node has a free thread"
                        : "It starts as soon as a node has a free thread; organizations take turns, and " + before
                                + " jobs come first",
                null,
                before);
    }
}
