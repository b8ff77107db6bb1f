package dev.orgworks.domain.reports;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what became of the runs of report jobs. */
@Component
public class FindReportRuns {

    private final JdbcClient jdbc;

    FindReportRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where a run stands.
     *
     * @param error why it failed; null when it did not
     * @param total rows of its present phase; null while unknown
     */
    public record Standing(
            UUID jobId,
            RunState state,
            @Nullable String error,
            long done,
            @Nullable Long total) {}

    /**
     * The run of a report job.
     *
     * @param scheduledFor null: somebody ran it by hand
     * @param startedAt null: it did not start yet
     * @param exportId what it makes; null: it did not begin
     */
    public record Last(
            UUID jobId,
            @Nullable Instant scheduledFor,
            RunState state,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Long exportId,
            @Nullable ExportState exportState) {

        /** Whether it did not start in time; of runs by hand there is no such time. */
        public boolean isLate(int startWithinMinutes, Instant now) {
            if (scheduledFor == null) {
                return false;
            }
            Instant started = startedAt != null ? startedAt : finishedAt != null ? finishedAt : now;
            return started.isAfter(scheduledFor.plusSeconds(60L * startWithinMinutes));
        }
    }

    /** Where these runs stand; those that are gone, or are no exports, are left out. */
    public List<Standing> standings(Collection<UUID> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select id, state, error, progress_done, progress_total from job_run
                        where id in (:ids) and type = :type order by id
                        """)
                .param("ids", runs.stream().map(BinaryUuid::bytes).toList())
                .param("type", ReportJob.TYPE)
                .query((rs, rowNumber) -> new Standing(
                        BinaryUuid.of(rs.getBytes("id")),
                        RunState.valueOf(rs.getString("state")),
                        rs.getString("error"),
                        rs.getLong("progress_done"),
                        rs.getObject("progress_total", Long.class)))
                .list();
    }

    /** The last run of each of these report jobs that has one. */
    public Map<UUID, Last> last(Collection<UUID> reportJobs) {
        Map<UUID, Last> found = new LinkedHashMap<>();
        if (reportJobs.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                        select l.schedule_id, l.scheduled_for, r.id, r.state, r.error, r.created_at, r.started_at, r.finished_at,
                               e.id as export_id, e.state as export_state
                        from (select schedule_id, max(run_id) as run_id from job_schedule_run
                              where schedule_id in (:ids) group by schedule_id) newest
                        join job_schedule_run l on l.run_id = newest.run_id
                        join job_run r on r.id = l.run_id
                        left join report_export e on e.run_id = l.run_id
                        """)
                .param("ids", reportJobs.stream().map(BinaryUuid::bytes).toList())
                .query(rs -> {
                    String state = rs.getString("export_state");
                    found.put(
                            BinaryUuid.of(rs.getBytes("schedule_id")),
                            new Last(
                                    BinaryUuid.of(rs.getBytes("id")),
                                    instant(rs, "scheduled_for"),
                                    RunState.valueOf(rs.getString("state")),
                                    rs.getString("error"),
                                    rs.getTimestamp("created_at").toInstant(),
                                    instant(rs, "started_at"),
                                    instant(rs, "finished_at"),
                                    rs.getObject("export_id", Long.class),
                                    state == null ? null : ExportState.valueOf(state)));
                });
        return found;
    }

    private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp timestamp = rs.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
