package dev.orgworks.jobs.housekeeping;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.audit.AuditEntry;
import dev.orgworks.domain.audit.RecordAudit;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.EnqueueHousekeeping;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.SchedulableJob;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.PagesUntilEmpty;
import dev.orgworks.jobs.engine.RunSteps;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Clears what is no longer kept: a step for each {@link Clearing}, a transaction for each page of it.
 *
 * <p>Reads and deletes what the clearings say. Running it again clears what has become old since; a run that was stopped
 * begins with what is left.
 */
@Component
class HousekeepingJob implements BatchJob, SchedulableJob {

    private static final int PAGE = 100;

    private final List<Clearing> clearings;
    private final ReportProgress progress;
    private final RecordAudit audit;
    private final InstantSource clock;

    HousekeepingJob(List<Clearing> clearings, ReportProgress progress, RecordAudit audit, InstantSource clock) {
        this.clearings =
                clearings.stream().sorted(Comparator.comparing(Clearing::name)).toList();
        this.progress = progress;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public String type() {
        return EnqueueHousekeeping.JOB;
    }

    /** Besides the daily one, for whoever wants it oftener. */
    @Override
    public void check(@Nullable Long organizationId, Map<String, Object> parameters) {
        if (organizationId != null) {
            throw new InvalidInputException(
                    "organizationId", "INVALID", "housekeeping is the platform's; leave organizationId out");
        }
        if (!parameters.isEmpty()) {
            throw new InvalidInputException("parameters", "INVALID", "housekeeping takes no parameters");
        }
    }

    @Override
    public RunRequest request(RunRequest usual) {
        return EnqueueHousekeeping.like(usual);
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        Map<String, Long> cleared = new LinkedHashMap<>();
        Stream<Step> clear = clearings.stream().map(clearing -> clear(clearing, run, steps, cleared));
        Step tell = steps.once("tell", () -> tell(run, cleared));
        Step begin = steps.once("begin", () -> progress.progress(run.id(), "begin", 0, null));
        return steps.job(begin, Stream.concat(clear, Stream.of(tell)).toArray(Step[]::new));
    }

    private void tell(JobRun run, Map<String, Long> cleared) {
        progress.outcome(run.id(), cleared);
        audit.record(Actor.job(type()), new AuditEntry(null, "housekeeping.cleared", "job", run.id(), null, cleared));
    }

    private Step clear(Clearing clearing, JobRun run, RunSteps steps, Map<String, Long> cleared) {
        var pages = new PagesUntilEmpty();
        return steps.each("clear " + clearing.name(), pages, chunk -> {
            int count = clearing.clear(clock.instant(), PAGE);
            pages.cleared(count);
            progress.progress(run.id(), clearing.name(), cleared.merge(clearing.name(), (long) count, Long::sum), null);
        });
    }
}
