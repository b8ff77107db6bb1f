package dev.orgworks.domain.sis;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds imports that ended so long ago that some of what they left behind goes, and notes that it went. */
@Component
class ImportsToClear {

    /** What goes, each with the column that tells since when. */
    enum Part {
        UPLOAD("upload_cleared_at"),
        STAGING("staging_cleared_at"),
        JOURNAL("journal_cleared_at");

        private final String column;

        Part(String column) {
            this.column = column;
        }
    }

    /** An import and its files below the uploads folder. */
    record Ended(long id, String upload, @Nullable String roster) {}

    private static final List<String> FINISHED = Arrays.stream(ImportState.values())
            .filter(ImportState::isFinished)
            .map(Enum::name)
            .toList();

    private final JdbcClient jdbc;

    ImportsToClear(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Some of those that still have this part, locked: no job of theirs waits or runs, nor does anybody restart or undo one
     * before the transaction ends.
     *
     * @param before the instant before which they ended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<Ended> find(Part part, Instant before, int limit) {
        return jdbc.sql("""
                        select i.id, i.upload, i.roster from sis_import i
                        where i.%s is null and i.finished_at < :before and i.state in (:finished)
                          and not exists (select 1 from job_run r
                                          where r.id in (i.run_id, i.apply_run_id)
                                            and r.state in ('QUEUED', 'RUNNING', 'CANCELLING'))
                        order by i.finished_at, i.id limit :limit for update skip locked
                        """.formatted(part.column))
                .param("before", Timestamp.from(before))
                .param("finished", FINISHED)
                .param("limit", limit)
                .query((rs, rowNumber) -> new Ended(rs.getLong(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void cleared(Part part, long importId, Instant now) {
        jdbc.sql("update sis_import set %s = :now where id = :import".formatted(part.column))
                .param("now", Timestamp.from(now))
                .param("import", importId)
                .update();
    }
}
