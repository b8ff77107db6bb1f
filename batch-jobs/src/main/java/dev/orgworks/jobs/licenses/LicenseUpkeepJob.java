package dev.orgworks.jobs.licenses;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.ReportProgress;
import dev.orgworks.domain.licenses.EnqueueUpkeep;
import dev.orgworks.domain.licenses.Upkeep;
import dev.orgworks.jobs.engine.BatchJob;
import dev.orgworks.jobs.engine.PageReader;
import dev.orgworks.jobs.engine.RunSteps;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.stereotype.Component;

/**
 * Keeps an organization's licences up: a step for each {@link Upkeep}, a transaction for each page of it.
 *
 * <p>Reads and writes what the parts say. Running it again finds what has become due since; a run that was stopped goes on behind
 * its last page, and what it counts in its outcome goes on with it.
 */
@Component
class LicenseUpkeepJob implements BatchJob {

    private static final int PAGE = 500;
    private static final String WITHOUT = "withoutSeat";

    private final List<Upkeep<?>> parts;
    private final ReportProgress progress;

    LicenseUpkeepJob(List<Upkeep<?>> parts, ReportProgress progress) {
        this.parts = parts.stream().sorted(Comparator.comparing(Upkeep::part)).toList();
        this.progress = progress;
    }

    @Override
    public String type() {
        return EnqueueUpkeep.JOB;
    }

    @Override
    public Job job(JobRun run, RunSteps steps) {
        boolean whole = Boolean.TRUE.equals(run.payload().get(EnqueueUpkeep.WHOLE));
        Map<String, Long> counts = counts(run);
        Step begin = steps.once("begin", () -> progress.progress(run.id(), "begin", 0, null));
        return steps.job(
                begin,
                parts.stream()
                        .filter(part -> whole || !part.part().isOfTheWhole())
                        .map(part -> step(part, run, steps, counts))
                        .toArray(Step[]::new));
    }

    /** What earlier attempts of the run counted. */
    private static Map<String, Long> counts(JobRun run) {
        Map<String, Long> counts = new LinkedHashMap<>();
        run.outcome().forEach((name, count) -> counts.put(name, ((Number) count).longValue()));
        return counts;
    }

    private <T> Step step(Upkeep<T> upkeep, JobRun run, RunSteps steps, Map<String, Long> counts) {
        long organization = Objects.requireNonNull(run.organizationId());
        String name = name(upkeep.part());
        PageReader<T> pages = last -> {
            List<T> page = upkeep.after(organization, last == null ? 0 : last, PAGE);
            return new PageReader.Page<>(page, page.isEmpty() ? 0 : upkeep.key(page.get(page.size() - 1)));
        };
        return steps.pages(name, pages, page -> {
            Upkeep.Done done = upkeep.act(Actor.job(type()), organization, page);
            counts.merge(name, (long) done.count(), Long::sum);
            if (upkeep.part() == Upkeep.Part.RULES_APPLIED) {
                counts.merge(WITHOUT, (long) done.without(), Long::sum);
            }
            progress.outcome(run.id(), counts);
            progress.progress(run.id(), name, counts.getOrDefault(name, 0L), null);
        });
    }

    /** As in {@code seatsReleased}. */
    private static String name(Upkeep.Part part) {
        String[] words = part.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }
}
