package dev.orgworks.domain.reports;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.RunFinished;
import dev.orgworks.domain.jobs.RunState;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes what became of an export, once. */
@Component
class EndExport {

    private final JdbcClient jdbc;
    private final WriteExport write;
    private final TellExport tell;
    private final ReportSettings settings;
    private final InstantSource clock;

    EndExport(JdbcClient jdbc, WriteExport write, TellExport tell, ReportSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.write = write;
        this.tell = tell;
        this.settings = settings;
        this.clock = clock;
    }

    /** Its file lies in the storage, and can be downloaded with the commit. */
    @Transactional(propagation = Propagation.MANDATORY)
    void complete(UUID runId, StoredFile file) {
        Instant now = clock.instant();
        jdbc.sql("""
                        update report_export
                        set state = 'COMPLETED', size_bytes = :size, sha256 = :sha256, stored_as = :key,
                            finished_at = :now, expires_at = :expires
                        where run_id = :run
                        """)
                .param("size", file.sizeBytes())
                .param("sha256", HexFormat.of().parseHex(file.sha256()))
                .param("key", file.key())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(settings.retention())))
                .param("run", BinaryUuid.bytes(runId))
                .update();
        tell.ended(runId);
    }

    /** Its run ended; without a file, if it did not complete. */
    @EventListener(condition = "#finished.type() == T(dev.orgworks.domain.reports.RequestExport).JOB")
    @Transactional(propagation = Propagation.MANDATORY)
    void finished(RunFinished finished) {
        if (finished.state() == RunState.COMPLETED) {
            return;
        }
        write.ofEnded(finished.runId()).ifPresent(export -> ended(export, finished));
    }

    private void ended(ReportExport export, RunFinished finished) {
        int ended = jdbc.sql("""
                        update report_export
                        set state = :state, finished_at = :now,
                            error = (select r.error from job_run r where r.id = report_export.run_id)
                        where id = :id and state in ('QUEUED', 'RUNNING')
                        """)
                .param("state", finished.state().name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", export.id())
                .update();
        if (ended == 1) {
            tell.ended(finished.runId());
        }
    }
}
