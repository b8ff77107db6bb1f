package dev.orgworks.domain.sis;

import dev.orgworks.domain.sis.ImportsToClear.Ended;
import dev.orgworks.domain.sis.ImportsToClear.Part;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Clears the rows that imports left in tables, some thousands at a time. */
@Component
class ClearRows {

    /** A thing to clear is so many rows; one by one they would take a day. */
    private static final int THING = 100;

    private final JdbcClient jdbc;
    private final ImportsToClear imports;

    ClearRows(JdbcClient jdbc, ImportsToClear imports) {
        this.jdbc = jdbc;
        this.imports = imports;
    }

    /** Clears rows of ended imports; notes which have none left. Returns how many things went. */
    @Transactional(propagation = Propagation.MANDATORY)
    int clear(Part part, List<String> tables, Instant before, Instant now, int limit) {
        int left = limit * THING;
        int cleared = 0;
        for (Ended ended : imports.find(part, before, limit)) {
            for (String table : tables) {
                if (left > 0) {
                    left -= jdbc.sql("delete from %s where import_id = :import limit :limit".formatted(table))
                            .param("import", ended.id())
                            .param("limit", left)
                            .update();
                }
            }
            cleared++;
            if (left <= 0) {
                return limit;
            }
            imports.cleared(part, ended.id(), now);
        }
        return cleared;
    }
}
