package dev.orgworks.api.support;

import dev.orgworks.domain.support.Escalation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How many seconds an escalation waited until somebody took it, or has been waiting so far. */
@Component
class WaitTime implements Beside<Escalation> {

    private static final String NAME = "waitTime";

    private final InstantSource clock;

    WaitTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Class<Escalation> type() {
        return Escalation.class;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public List<Map<String, Object>> of(long organizationId, List<Escalation> rows) {
        Instant now = clock.instant();
        return rows.stream()
                .map(row -> Map.<String, Object>of(NAME, seconds(row, now)))
                .toList();
    }

    private static long seconds(Escalation row, Instant now) {
        Instant until = row.assignedAt() != null ? row.assignedAt() : row.resolvedAt() != null ? row.resolvedAt() : now;
        return Math.max(
                0,
                Duration.between(Objects.requireNonNull(row.createdAt()), until).toSeconds());
    }
}
