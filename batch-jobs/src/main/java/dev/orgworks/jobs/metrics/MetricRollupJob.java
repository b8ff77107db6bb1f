package dev.orgworks.jobs.metrics;

import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.metrics.BeginRollup;
import dev.orgworks.domain.metrics.EnqueueRollup;
import dev.orgworks.domain.metrics.FindOpen;
import dev.orgworks.domain.metrics.SumFacts;
import dev.orgworks.domain.metrics.WriteFigures;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.RunSteps;
import dev.orgworks.jobs.engine.SequenceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Rolls an organization's facts up into its figures: takes up which days are open, sums the facts of each up, and writes the periods that
 * hold them.
 *
 * <p>Reads conversations and tickets; writes {@code performance_metric}, {@code team_performance} and what lies between. Running it again
 * finds what is new or has changed since, and today; a run that was stopped goes on behind its last unit. One that is restarted after
 * another took its days up fails, for there is nothing left for it.
 */
@Component
class MetricRollupJob implements BatchJob {

    private final BeginRollup begin;
    private final FindOpen open;
    private final SumFacts facts;
    private final WriteFigures figures;
    private final ReportProgress progress;

    MetricRollupJob(BeginRollup begin, FindOpen open, SumFacts facts, WriteFigures figures, ReportProgress progress) {
        this.begin = begin;
        this.open = open;
        this.facts = facts;
        this.figures = figures;
        this.progress = progress;
    }

    /** One transaction's share of a step. */
    private record Unit<T>(T work, int number, int of) {

        static <T> List<Unit<T>> all(List<T> works) {
            List<Unit<T>> units = new ArrayList<>();
            works.forEach(work -> units.add(new Unit<>(work, units.size() + 1, works.size())));
            return units;
        }
    }

    @Override
    public String type() {
        return EnqueueRollup.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        long organization = Objects.requireNonNull(run.organizationId());
        return steps.job(
                steps.once("begin", () -> begin.begin(run.id(), organization)),
                sum(run, organization, steps),
                write(run, organization, steps));
    }

    private Step sum(JobRun run, long organization, RunSteps steps) {
        int threads = open.isLittle(organization) ? 1 : steps.threads();
        return steps.spread("days", () -> Unit.all(open.days(run.id(), organization)), threads, unit -> {
            facts.sum(organization, unit.work().days());
            report(run, "days", unit);
        });
    }

    private Step write(JobRun run, long organization, RunSteps steps) {
        return steps.each(
                "periods", new SequenceReader<>(() -> Unit.all(open.periods(run.id(), organization))), units -> {
                    for (Unit<FindOpen.Periods> unit : units) {
                        if (unit.number() == 1) {
                            figures.begin(organization);
                        }
                        figures.write(organization, unit.work());
                        if (unit.number() == unit.of()) {
                            progress.outcome(run.id(), figures.end(organization));
                        }
                        report(run, "periods", unit);
                    }
                });
    }

    private void report(JobRun run, String phase, Unit<?> unit) {
        progress.progress(run.id(), phase, unit.number(), (long) unit.of());
    }
}
