package dev.orgworks.domain.sis;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds out whether an import shuts out so many learners that somebody should approve it first. */
@Component
class GuardImport {

    private final JdbcClient jdbc;
    private final SisSettings settings;

    GuardImport(JdbcClient jdbc, SisSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** Measures a plan. Each action is measured by itself, against both limits. */
    GuardFacts measure(SisImport subject, ImportCounts counts) {
        ImportOptions options = subject.options();
        int percent = options.changeThresholdPercent() == null
                ? settings.changeThresholdPercent()
                : options.changeThresholdPercent();
        long count = options.changeThresholdCount() == null
                ? settings.changeThresholdCount()
                : options.changeThresholdCount();
        long unnamed = FindMissing.become(subject) == null ? 0 : unnamed(subject.id());
        long learners = counts.suspended() + counts.removed() == 0 ? 0 : learners(subject.organizationId());
        List<String> reasons = new ArrayList<>();
        exceeds("suspended", counts.suspended(), learners, percent, count, reasons);
        exceeds("removed", counts.removed(), learners, percent, count, reasons);
        if (unnamed > 0 && counts.missing() > 0) {
            reasons.add("The ids of " + unnamed + " rows cannot be read; learners who stand there count as missing.");
        }
        return new GuardFacts(
                percent, count, learners, counts.suspended(), counts.removed(), unnamed, List.copyOf(reasons));
    }

    private static void exceeds(
            String action, long done, long learners, int percent, long count, List<String> reasons) {
        if (done > count) {
            reasons.add("%d learners would be %s; more than %d need an approval.".formatted(done, action, count));
        } else if (done * 100 > learners * percent) {
            reasons.add("%d of %d learners would be %s; more than %d %% need an approval."
                    .formatted(done, learners, action, percent));
        }
    }

    private long unnamed(long importId) {
        return jdbc.sql("select coalesce(sum(unnamed), 0) from sis_unit where import_id = :import")
                .param("import", importId)
                .query(Long.class)
                .single();
    }

    private long learners(long organizationId) {
        return jdbc.sql("select count(*) from learner where organization_id = :organization and status <> 'REMOVED'")
                .param("organization", organizationId)
                .query(Long.class)
                .single();
    }
}
