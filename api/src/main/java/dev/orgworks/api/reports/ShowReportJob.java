package dev.orgworks.api.reports;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.Etag;
import dev.orgworks.api.reports.ReportJobView.ComingRun;
import dev.orgworks.domain.NotFoundException;
import dev.orgworks.domain.jobs.FindSchedules;
import dev.orgworks.domain.jobs.Schedule;
import dev.orgworks.domain.organizations.Organization;
import dev.orgworks.domain.organizations.Reach;
import dev.orgworks.domain.reports.FindReportRuns;
import dev.orgworks.domain.reports.FindReportRuns.Last;
import dev.orgworks.domain.reports.ReportJob;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Finds report jobs, and shows them with what came of them and what comes. */
@Component
class ShowReportJob {

    private static final int RUNS = 10;

    private final FindSchedules schedules;
    private final FindReportRuns runs;
    private final InstantSource clock;

    ShowReportJob(FindSchedules schedules, FindReportRuns runs, InstantSource clock) {
        this.schedules = schedules;
        this.runs = runs;
        this.clock = clock;
    }

    /** @throws NotFoundException when the organization has none of this id */
    Schedule find(Organization organization, UUID id) {
        Schedule found;
        try {
            found = schedules.byId(id, Reach.EVERYTHING);
        } catch (NotFoundException e) {
            throw new NotFoundException("Report job", id);
        }
        if (!found.type().equals(ReportJob.TYPE)
                || found.organizationId() == null
                || found.organizationId() != organization.id()) {
            throw new NotFoundException("Report job", id);
        }
        return found;
    }

    ReportJobView view(Schedule schedule) {
        Instant now = clock.instant();
        return ReportJobView.of(
                schedule,
                runs.last(List.of(schedule.id())).get(schedule.id()),
                schedule.comingRuns(now, RUNS).stream().map(ComingRun::of).toList(),
                now);
    }

    List<ReportJobView> views(List<Schedule> page) {
        Instant now = clock.instant();
        Map<UUID, Last> last = runs.last(page.stream().map(Schedule::id).toList());
        return page.stream()
                .map(schedule -> ReportJobView.of(schedule, last.get(schedule.id()), null, now))
                .toList();
    }

    /** The answer about one, with the tag that a change may expect. */
    ResponseEntity<ApiResponse<ReportJobView>> answer(String message, Schedule schedule) {
        return answer(ResponseEntity.ok(), message, schedule);
    }

    /** The same of another status. The tag is another as soon as anything that is shown is another. */
    ResponseEntity<ApiResponse<ReportJobView>> answer(
            ResponseEntity.BodyBuilder status, String message, Schedule schedule) {
        ReportJobView view = view(schedule);
        return status.eTag(Etag.of(view.version(), view.toString())).body(ApiResponse.of(message, view));
    }
}
