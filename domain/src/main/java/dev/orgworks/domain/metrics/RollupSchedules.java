package dev.orgworks.domain.metrics;

import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.RunRequest;
import dev.orgworks.domain.jobs.SchedulableJob;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets rollups be scheduled, besides those of each night, by whoever wants them oftener. */
@Component
class RollupSchedules implements SchedulableJob {

    @Override
    public String type() {
        return EnqueueRollup.JOB;
    }

    @Override
    public void check(@Nullable Long organizationId, Map<String, Object> parameters) {
        if (organizationId == null) {
            throw new InvalidInputException(
                    "organizationId", "REQUIRED", "organizationId is needed: a rollup is an organization's");
        }
        if (!parameters.isEmpty()) {
            throw new InvalidInputException("parameters", "INVALID", "a rollup takes no parameters");
        }
    }

    @Override
    public RunRequest request(RunRequest usual) {
        return EnqueueRollup.request(
                Objects.requireNonNull(usual.organizationId()), usual.payload(), usual.dedupKey(), usual.priority());
    }
}
