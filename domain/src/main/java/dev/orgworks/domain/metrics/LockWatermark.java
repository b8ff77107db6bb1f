package dev.orgworks.domain.metrics;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes an organization's watermark until the transaction ends. There is a row for it from the first fact on, for what is not there
 * cannot be locked.
 */
@Component
class LockWatermark {

    private final JdbcClient jdbc;

    LockWatermark(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** It stays as it is; others may read it the same way. */
    Watermark shared(long organizationId) {
        return lock(organizationId, "lock in share mode");
    }

    /** Waits until nobody has it who changes facts, and keeps them waiting. */
    Watermark exclusive(long organizationId) {
        return lock(organizationId, "for update");
    }

    private Watermark lock(long organizationId, String how) {
        return find(organizationId, how).orElseGet(() -> {
            jdbc.sql("insert ignore into metric_watermark (organization_id) values (:organization)")
                    .param("organization", organizationId)
                    .update();
            return find(organizationId, how).orElseThrow();
        });
    }

    private Optional<Watermark> find(long organizationId, String how) {
        return jdbc.sql("select time_zone, through_day from metric_watermark where organization_id = :organization "
                        + how)
                .param("organization", organizationId)
                .query(Watermark::of)
                .optional();
    }
}
