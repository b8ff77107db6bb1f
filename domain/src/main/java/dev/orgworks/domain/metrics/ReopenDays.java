package dev.orgworks.domain.metrics;

import dev.orgworks.domain.support.FactsChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes the days whose figures no longer hold since facts of theirs changed, in the transaction of the change. Days from the
 * watermark on need no note, for the next rollup reads their facts anyway; and since the watermark is held until the change is
 * committed, no rollup reads them before that.
 */
@Component
class ReopenDays {

    private final JdbcClient jdbc;
    private final LockWatermark watermarks;

    ReopenDays(JdbcClient jdbc, LockWatermark watermarks) {
        this.jdbc = jdbc;
        this.watermarks = watermarks;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(FactsChanged changed) {
        Watermark watermark = watermarks.shared(changed.organizationId());
        if (watermark.zone() == null || watermark.through() == null) {
            return;
        }
        LocalDays days = new LocalDays(watermark.zone());
        Instant open = days.begins(watermark.through());
        note(
                changed.organizationId(),
                changed.spans().stream()
                        .flatMap(span -> Stream.of(span.from(), span.to()))
                        .filter(Objects::nonNull)
                        .filter(instant -> instant.isBefore(open))
                        .map(days::of)
                        .distinct()
                        .toList());
    }

    /** One row of a day is enough; where two note it at the same time, there are two. */
    private void note(long organizationId, List<LocalDate> days) {
        for (LocalDate day : days) {
            jdbc.sql("""
                            insert into metric_dirty_day (organization_id, day)
                            select :organization, :day from (select 1) as one
                            where not exists (select 1 from metric_dirty_day
                                              where organization_id = :organization and day = :day)
                            """)
                    .param("organization", organizationId)
                    .param("day", day)
                    .update();
        }
    }
}
