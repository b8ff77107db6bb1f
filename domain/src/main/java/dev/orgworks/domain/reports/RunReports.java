package dev.orgworks.domain.reports;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.FindPassedOver;
import dev.orgworks.domain.jobs.FireSchedules;
import dev.orgworks.domain.jobs.FireSchedules.Fired;
import dev.orgworks.domain.jobs.FireSchedules.FiredRun;
import dev.orgworks.domain.jobs.PassedOver;
import dev.orgworks.domain.jobs.ResumeSchedules;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Enqueues all report jobs that are due now, as the scheduler does each second by itself: each due instant becomes one run,
 * whoever does this how often, on however many nodes.
 */
@Component
public class RunReports {

    private static final int MOST_ROUNDS = 1_000;
    private static final int TRIES = 5;

    private final ResumeSchedules resume;
    private final FireSchedules fire;
    private final FindPassedOver passedOver;
    private final InstantSource clock;

    RunReports(ResumeSchedules resume, FireSchedules fire, FindPassedOver passedOver, InstantSource clock) {
        this.resume = resume;
        this.fire = fire;
        this.passedOver = passedOver;
        this.clock = clock;
    }

    /** A run that was enqueued, of which instant of which report job. */
    public record Enqueued(
            UUID scheduleId, String name, @Nullable Long organizationId, Instant scheduledFor, UUID jobId) {

        private static Enqueued of(FiredRun run) {
            return new Enqueued(
                    run.schedule().id(),
                    run.schedule().name(),
                    run.schedule().organizationId(),
                    run.scheduledFor(),
                    run.run());
        }
    }

    /** What was enqueued, and what of the last 24 hours was not. */
    public record Outcome(Instant processedAt, List<Enqueued> enqueued, List<PassedOver> skipped) {}

    /** Enqueues what is due, in transactions of its own. */
    public Outcome run(Actor actor) {
        Instant now = clock.instant();
        for (int round = 0; round < MOST_ROUNDS && again(resume::resume); round++) {
            // until no pause is over any more
        }
        List<Enqueued> enqueued = new ArrayList<>();
        List<PassedOver> skipped = new ArrayList<>();
        boolean more = true;
        for (int round = 0; round < MOST_ROUNDS && more; round++) {
            Fired fired = again(() -> fire.fire(actor, ReportJob.TYPE));
            fired.runs().forEach(run -> enqueued.add(Enqueued.of(run)));
            skipped.addAll(fired.passedOver());
            more = fired.more();
        }
        skipped.addAll(passedOver.beingEnqueued(ReportJob.TYPE));
        skipped.addAll(passedOver.deleted(ReportJob.TYPE));
        skipped.addAll(passedOver.paused(ReportJob.TYPE));
        return new Outcome(now, enqueued, inOrder(skipped, alreadyEnqueued(enqueued)));
    }

    private List<PassedOver> alreadyEnqueued(List<Enqueued> byThisCall) {
        return passedOver.enqueued(
                ReportJob.TYPE, byThisCall.stream().map(Enqueued::jobId).collect(Collectors.toSet()));
    }

    /** First what somebody may want to wait for, last what has ended: of many, the answer shows the first. */
    private static List<PassedOver> inOrder(List<PassedOver> others, List<PassedOver> alreadyEnqueued) {
        Map<Boolean, List<PassedOver>> byEnd = alreadyEnqueued.stream()
                .collect(Collectors.partitioningBy(
                        run -> run.state() != null && run.state().isFinished()));
        return Stream.of(byEnd.get(false), others, byEnd.get(true))
                .flatMap(List::stream)
                .toList();
    }

    /** A deadlock or a lock that took too long undid one transaction; the next try finds what it left. */
    private static <T> T again(Supplier<T> act) {
        for (int tried = 1; true; tried++) {
            try {
                return act.get();
            } catch (PessimisticLockingFailureException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
