package dev.orgworks.domain.jobs;

import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a schedule to be made.
 *
 * @param organizationId whose runs they will be; null: the platform's
 * @param zone null: the organization's, also when that changes
 */
public record NewSchedule(
        @Nullable Long organizationId,
        String name,
        String type,
        Rhythm rhythm,
        @Nullable ZoneId zone,
        Map<String, Object> parameters,
        CatchUp catchUp) {}
