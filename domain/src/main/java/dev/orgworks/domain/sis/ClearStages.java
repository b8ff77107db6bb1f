package dev.orgworks.domain.sis;

import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.sis.ImportsToClear.Part;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Clears plans, and what was found out about rows, after {@code orgworks.sis.retention.staging}. */
@Component
class ClearStages implements Clearing {

    private static final List<String> TABLES =
            List.of("sis_stage", "sis_unit", "sis_contest", "sis_seen", "sis_problem");

    private final ClearRows rows;
    private final SisSettings settings;

    ClearStages(ClearRows rows, SisSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sis.stages";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        return rows.clear(Part.STAGING, TABLES, now.minus(settings.retention().staging()), now, limit);
    }
}
