package dev.orgworks.jobs.housekeeping;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.Clearing;
import dev.orgworks.domain.jobs.JobSettings;
import dev.orgworks.domain.jobs.KeepsRuns;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Clears finished runs after {@code orgworks.jobs.retention}, with their attempts, events and Spring Batch's rows; but none
 * that another feature still refers to. A dedup key is forgotten with its run.
 */
@Component
class ClearRuns implements Clearing {

    private final JdbcClient jdbc;
    private final List<KeepsRuns> keepers;
    private final ClearExecutions executions;
    private final JobSettings settings;

    ClearRuns(JdbcClient jdbc, List<KeepsRuns> keepers, ClearExecutions executions, JobSettings settings) {
        this.jdbc = jdbc;
        this.keepers = keepers;
        this.executions = executions;
        this.settings = settings;
    }

    /** A run that may be cleared, if nothing refers to it. */
    record Old(UUID id, String type, Instant finishedAt) {}

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public int clear(Instant now, int limit) {
        List<Old> runs = old(now.minus(settings.retention()), limit);
        if (!runs.isEmpty()) {
            executions.clear(runs);
            jdbc.sql("delete from job_run where id in (:ids)")
                    .param(
                            "ids",
                            runs.stream().map(run -> BinaryUuid.bytes(run.id())).toList())
                    .update();
        }
        return runs.size();
    }

    /** They are locked, so that nobody restarts one that is about to go. */
    private List<Old> old(Instant before, int limit) {
        List<Old> found = new ArrayList<>();
        @Nullable Old last = null;
        while (found.size() < limit) {
            List<Old> page = page(before, last, limit);
            if (page.isEmpty()) {
                break;
            }
            Set<UUID> kept = kept(page.stream().map(Old::id).toList());
            page.stream()
                    .filter(run -> !kept.contains(run.id()))
                    .limit(limit - found.size())
                    .forEach(found::add);
            last = page.get(page.size() - 1);
        }
        return found;
    }

    private List<Old> page(Instant before, @Nullable Old last, int limit) {
        return jdbc.sql("""
                        select id, type, finished_at from job_run
                        where finished_at < :before and state in ('COMPLETED', 'FAILED', 'CANCELLED')
                          and (finished_at > :lastFinished or (finished_at = :lastFinished and id > :lastId))
                        order by finished_at, id limit :limit for update skip locked
                        """)
                .param("before", Timestamp.from(before))
                .param("lastFinished", Timestamp.from(last == null ? Instant.EPOCH : last.finishedAt()))
                .param("lastId", last == null ? new byte[16] : BinaryUuid.bytes(last.id()))
                .param("limit", limit)
                .query((rs, rowNumber) -> new Old(
                        BinaryUuid.of(rs.getBytes("id")),
                        rs.getString("type"),
                        rs.getTimestamp("finished_at").toInstant()))
                .list();
    }

    private Set<UUID> kept(List<UUID> runs) {
        Set<UUID> kept = new HashSet<>();
        keepers.forEach(keeper -> kept.addAll(keeper.kept(runs)));
        return kept;
    }
}
