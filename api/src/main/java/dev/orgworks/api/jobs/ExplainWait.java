package dev.orgworks.api.jobs;

import dev.orgworks.api.jobs.JobView.Waiting;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RunState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers "why does it not run?". */
@Component
class ExplainWait {

    private final FindRuns runs;
    private final InstantSource clock;

    ExplainWait(FindRuns runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    JobView view(JobRun run) {
        return JobView.of(run, now(), run.state() == RunState.QUEUED ? waiting(run) : null);
    }

    Instant now() {
        return clock.instant();
    }

    private Waiting waiting(JobRun run) {
        long before = runs.queuedBefore(run);
        @Nullable UUID blocker = runs.blockerOf(run).orElse(null);
        if (blocker != null) {
            return new Waiting(
                    "OTHER_RUN",
                    "The job " + blocker + " comes first; jobs of this kind take turns within an organization",
                    blocker,
                    before);
        }
        if (run.notBefore() != null && run.notBefore().isAfter(now())) {
            return new Waiting("NOT_BEFORE", "It starts at " + run.notBefore(), null, before);
        }
        return new Waiting("FREE_THREAD", "It starts as soon as a node has a free thread", null, before);
    }
}
