package dev.orgworks.domain.reports;

import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells, once for each, of scheduled reports that have not begun within their window: too few threads, no node that works, or
 * one that came back after long. Several nodes may look at once.
 */
@Component
public class TellLateReports {

    private final FindReportsToTell runs;
    private final TellReports tell;
    private final InstantSource clock;

    TellLateReports(FindReportsToTell runs, TellReports tell, InstantSource clock) {
        this.runs = runs;
        this.tell = tell;
        this.clock = clock;
    }

    /**
     * Tells of some of those of which nobody was told.
     *
     * @return how many they were
     */
    @Transactional
    public int tell() {
        List<ReportRun> late = runs.late(clock.instant());
        return (int) late.stream().filter(tell::late).count();
    }
}
