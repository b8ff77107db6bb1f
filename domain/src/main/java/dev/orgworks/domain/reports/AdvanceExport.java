package dev.orgworks.domain.reports;

import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes how far an export has come. */
@Component
public class AdvanceExport {

    private final JdbcClient jdbc;
    private final FindExports exports;
    private final WriteExport write;

    AdvanceExport(JdbcClient jdbc, FindExports exports, WriteExport write) {
        this.jdbc = jdbc;
        this.exports = exports;
        this.write = write;
    }

    /** A run of it begins, or goes on after a failure or a cancel: what was said of its end holds no more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(UUID runId) {
        long id = write.ofRun(runId).id();
        jdbc.sql("update report_export set state = 'RUNNING', error = null, finished_at = null where id = :id")
                .param("id", id)
                .update();
    }

    /** The export that a run has begun. */
    public ReportExport export(UUID runId) {
        return exports.byRun(runId).orElseThrow();
    }

    /** Its rows are those of a moment; so many of them were written before by an attempt that was interrupted. */
    @Transactional
    public void read(UUID runId, Instant asOf, long rows) {
        jdbc.sql("update report_export set as_of = :asOf, row_count = :rows where run_id = :run")
                .param("asOf", Timestamp.from(asOf))
                .param("rows", rows)
                .param("run", BinaryUuid.bytes(runId))
                .update();
    }

    /** So many rows are written. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rows(UUID runId, long rows) {
        jdbc.sql("update report_export set row_count = :rows where run_id = :run")
                .param("rows", rows)
                .param("run", BinaryUuid.bytes(runId))
                .update();
    }
}
