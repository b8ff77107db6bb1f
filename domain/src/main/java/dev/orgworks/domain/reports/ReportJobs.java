package dev.orgworks.domain.reports;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.InvalidInputException.Detail;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.SchedulableJob;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets exports be scheduled. */
@Component
public class ReportJobs implements SchedulableJob {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private final ReportSources sources;
    private final InstantSource clock;

    ReportJobs(ReportSources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public String type() {
        return ReportJob.TYPE;
    }

    @Override
    public void check(@Nullable Long organizationId, Map<String, Object> parameters) {
        if (organizationId == null) {
            throw new InvalidInputException(
                    "organizationId", "REQUIRED", "organizationId is needed: a report is an organization's");
        }
        try {
            ReportJob.checkNames(parameters);
            checked(parameters);
        } catch (InvalidInputException e) {
            throw below("parameters.", e);
        }
    }

    /**
     * What the parameters of a schedule say, once it is clear that such a report can be made.
     *
     * @throws InvalidInputException when it cannot; fields are named as the parameters have them
     */
    public ReportJob checked(Map<String, Object> parameters) {
        ReportJob job = ReportJob.of(parameters);
        ExportDefinition report = job.report();
        try {
            sources.check(report.with(ReportRanges.resolved(
                    report.filters(), Objects.requireNonNullElse(report.timeZone(), UTC), clock.instant(), null)));
        } catch (InvalidInputException e) {
            throw below("report.", e);
        }
        return job;
    }

    /** Large ones leave threads to others; those of one schedule wait for each other. */
    @Override
    public RunRequest request(RunRequest usual) {
        return usual.withHeavy(ReportJob.of(usual.payload()).report().type().isLong());
    }

    private static InvalidInputException below(String prefix, InvalidInputException e) {
        return new InvalidInputException(e.details().stream()
                .map(detail -> new Detail(
                        detail.field() == null ? null : prefix + detail.field(),
                        detail.code(),
                        detail.field() == null ? detail.message() : named(prefix, detail)))
                .toList());
    }

    /** Most messages begin with the field's name. */
    private static String named(String prefix, Detail detail) {
        return detail.message().startsWith(String.valueOf(detail.field()))
                ? prefix + detail.message()
                : detail.message();
    }
}
