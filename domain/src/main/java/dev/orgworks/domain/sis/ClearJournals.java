package dev.orgworks.domain.sis;

import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.sis.ImportsToClear.Part;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Clears what imports replaced after {@code orgworks.sis.retention.journals}; they cannot be undone any more. */
@Component
class ClearJournals implements Clearing {

    private static final List<String> TABLES = List.of("sis_journal", "sis_undo_move", "sis_undo_kept");

    private final ClearRows rows;
    private final SisSettings settings;

    ClearJournals(ClearRows rows, SisSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "sis.journals";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        return rows.clear(Part.JOURNAL, TABLES, now.minus(settings.retention().journals()), now, limit);
    }
}
