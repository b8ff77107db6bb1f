package dev.orgworks.jobs.deletion;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.deletion.EnqueuePurges;
import dev.orgworks.domain.deletion.PurgeOrganization;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.organizations.Purging;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.PagesUntilEmpty;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Purges a deleted organization: a step for each {@link Purging}, a transaction for each page of it, then the organization's
 * own row with the rest of its audit.
 *
 * <p>Reads and deletes what the purgings say. A run that was stopped begins with what is left.
 */
@Component
class OrganizationPurgeJob implements BatchJob {

    private static final int PAGE = 2_000;

    private final PurgeOrganization purge;
    private final List<Purging> purgings;
    private final ReportProgress progress;

    OrganizationPurgeJob(PurgeOrganization purge, List<Purging> purgings, ReportProgress progress) {
        this.purge = purge;
        this.purgings =
                purgings.stream().sorted(Comparator.comparing(Purging::name)).toList();
        this.progress = progress;
    }

    @Override
    public String type() {
        return EnqueuePurges.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        long organization = run.number(EnqueuePurges.ORGANIZATION_ID);
        AtomicLong gone = new AtomicLong();
        Step quiet = steps.once("quiet", () -> purge.requireQuiet(organization));
        Stream<Step> pages = purgings.stream().map(purging -> purge(purging, organization, run, steps, gone));
        Step end = steps.once("end", () -> purge.end(Actor.job(type()), organization));
        return steps.job(quiet, Stream.concat(pages, Stream.of(end)).toArray(Step[]::new));
    }

    private Step purge(Purging purging, long organization, JobRun run, RunSteps steps, AtomicLong gone) {
        var pages = new PagesUntilEmpty();
        return steps.each("purge " + purging.name(), pages, chunk -> {
            int count = purging.purge(organization, PAGE);
            pages.cleared(count);
            progress.progress(run.id(), purging.name(), gone.addAndGet(count), null);
        });
    }
}
