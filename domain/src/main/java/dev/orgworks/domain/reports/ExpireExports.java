package dev.orgworks.domain.reports;

import dev.orgworks.domain.jobs.Clearing;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes files of exports after {@code orgworks.reports.retention}. The file goes first and the note that it went follows:
 * after a crash in between it is found missing, and noted, the next time.
 */
@Component
class ExpireExports implements Clearing {

    private record Old(long id, String storedAs) {}

    private final JdbcClient jdbc;
    private final DeleteFiles files;

    ExpireExports(JdbcClient jdbc, DeleteFiles files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    @Override
    public String name() {
        return "reports.exports";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public int clear(Instant now, int limit) {
        List<Old> old = jdbc.sql("""
                        select id, stored_as from report_export
                        where state = 'COMPLETED' and expires_at <= :now order by expires_at limit :limit
                        for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(Old.class)
                .list();
        for (Old export : old) {
            files.delete(export.storedAs());
            jdbc.sql(
                            "update report_export set state = 'EXPIRED', stored_as = null where id = :id and state = 'COMPLETED'")
                    .param("id", export.id())
                    .update();
        }
        return old.size();
    }
}
