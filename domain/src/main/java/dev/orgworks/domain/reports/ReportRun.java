package dev.orgworks.domain.reports;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that makes a report, as far as people are told of it.
 *
 * @param organization its name
 * @param report what the schedule is called, or else the report's type
 * @param scheduleId null: somebody asked for the report himself
 * @param scheduledFor null: nobody expects it at a certain time
 * @param startedAt null: not yet
 */
record ReportRun(
        UUID id,
        long organizationId,
        String organization,
        String report,
        @Nullable UUID scheduleId,
        @Nullable Instant scheduledFor,
        List<String> recipients,
        boolean attach,
        int startWithinMinutes,
        @Nullable Instant startedAt) {

    /** Whether it began after its window, or has not begun though that is over. */
    boolean isLate(Instant now) {
        return scheduledFor != null
                && !(startedAt == null ? now : startedAt)
                        .isBefore(scheduledFor.plus(Duration.ofMinutes(startWithinMinutes)));
    }

    /** What makes telling something of it one and the same. */
    String key(String type) {
        return type + ":" + id.toString().replace("-", "");
    }
}
