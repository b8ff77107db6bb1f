package dev.orgworks.jobs.reports;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.reports.CountSummary;
import dev.orgworks.domain.reports.EnqueueSummary;
import dev.orgworks.domain.reports.SumActivity;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.PageReader;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Rolls up what an organization's summary shows: adds new facts of its learners up and, if the run is of the whole, counts how things
 * stand and what happened on each day.
 *
 * <p>Reads facts, learners, licences, invites, imports and claims; writes the tables {@code summary_…}. Which fact is the last that was
 * added up moves with the figures themselves, so running it again, or going on after a crash, counts nothing twice.
 */
@Component
class SummaryRollupJob implements BatchJob {

    private static final String EVENTS = "events";

    private final SumActivity activity;
    private final CountSummary count;
    private final ReportProgress progress;

    SummaryRollupJob(SumActivity activity, CountSummary count, ReportProgress progress) {
        this.activity = activity;
        this.count = count;
        this.progress = progress;
    }

    @Override
    public String type() {
        return EnqueueSummary.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        long organization = Objects.requireNonNull(run.organizationId());
        Map<String, Long> counts = new LinkedHashMap<>();
        run.outcome().forEach((name, n) -> counts.put(name, ((Number) n).longValue()));
        Step begin = steps.once("begin", () -> activity.begin(organization));
        Step facts = facts(run, organization, steps, counts);
        if (!Boolean.TRUE.equals(run.payload().get(EnqueueSummary.WHOLE))) {
            return steps.job(begin, facts);
        }
        return steps.job(begin, facts, steps.once("count", () -> {
            counts.putAll(count.count(organization));
            progress.outcome(run.id(), counts);
            progress.progress(run.id(), "count", 1, 1L);
        }));
    }

    /** Up to the last fact that there is when the step begins; those behind it are the next run's. */
    private Step facts(JobRun run, long organization, RunSteps steps, Map<String, Long> counts) {
        AtomicLong last = new AtomicLong(-1);
        PageReader<Long> parts = done -> {
            last.compareAndSet(-1, activity.last(organization));
            return activity.next(organization, last.get())
                    .map(upTo -> new PageReader.Page<>(List.of(upTo), upTo))
                    .orElseGet(() -> new PageReader.Page<>(List.of(), 0));
        };
        return steps.pages("facts", parts, part -> {
            long upTo = part.get(0);
            counts.merge(EVENTS, activity.upTo(organization, upTo), Long::sum);
            progress.outcome(run.id(), counts);
            progress.progress(run.id(), "facts", counts.getOrDefault(EVENTS, 0L), null);
        });
    }
}
