package dev.orgworks.api.jobs;

import dev.orgworks.api.http.ApiResponse;
import dev.orgworks.api.http.ForbiddenException;
import dev.orgworks.api.http.Idempotent;
import dev.orgworks.api.http.Page;
import dev.orgworks.api.http.Requires;
import dev.orgworks.domain.InvalidInputException;
import dev.orgworks.domain.jobs.CancelRun;
import dev.orgworks.domain.jobs.EventKind;
import dev.orgworks.domain.jobs.FindRuns;
import dev.orgworks.domain.jobs.FindRuns.Filter;
import dev.orgworks.domain.jobs.JobEvent;
import dev.orgworks.domain.jobs.JobRun;
import dev.orgworks.domain.jobs.RestartRun;
import dev.orgworks.domain.jobs.RunState;
import dev.orgworks.domain.users.Caller;
import dev.orgworks.domain.users.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Runs: what they do, did, wait for; cancelling and restarting them. */
@RestController
@RequestMapping("/api/jobs")
class JobController {

    private final FindRuns runs;
    private final ExplainWait explain;
    private final CancelRun cancel;
    private final RestartRun restart;
    private final JobEventStream stream;

    JobController(FindRuns runs, ExplainWait explain, CancelRun cancel, RestartRun restart, JobEventStream stream) {
        this.runs = runs;
        this.explain = explain;
        this.cancel = cancel;
        this.restart = restart;
        this.stream = stream;
    }

    /** A line of a run's log. */
    record LogLine(long seq, Instant at, EventKind kind, Map<String, Object> data) {

        static LogLine of(JobEvent event) {
            return new LogLine(event.seq(), event.at(), event.kind(), event.data());
        }
    }

    @GetMapping
    @Requires(Role.VIEWER)
    ApiResponse<List<JobView>> list(
            Caller caller,
            Page page,
            @RequestParam(required = false) @Nullable Long organizationId,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Filter filter = new Filter(organizationId, type, state, from, to);
        Instant now = explain.now();
        List<JobView> found = runs.list(caller.reach(), filter, page.limit(), page.offset()).stream()
                .map(run -> JobView.of(run, now))
                .toList();
        return ApiResponse.page("Jobs fetched", found, page, runs.count(caller.reach(), filter));
    }

    @GetMapping("/{jobId}")
    @Requires(Role.VIEWER)
    ApiResponse<JobView> get(Caller caller, @PathVariable UUID jobId) {
        return ApiResponse.of("Job fetched", view(runs.byId(jobId, caller.reach())));
    }

    @PostMapping("/{jobId}/cancel")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<JobView> cancel(Caller caller, @PathVariable UUID jobId) {
        cancel.cancel(caller.actor(), writable(caller, jobId));
        return ApiResponse.of("Job is being cancelled", view(runs.byId(jobId, caller.reach())));
    }

    @PostMapping("/{jobId}/restart")
    @Idempotent
    @Requires(Role.MANAGER)
    @ResponseStatus(HttpStatus.ACCEPTED)
    ApiResponse<JobView> restart(Caller caller, @PathVariable UUID jobId) {
        restart.restart(caller.actor(), writable(caller, jobId));
        return ApiResponse.of("Job is queued again", view(runs.byId(jobId, caller.reach())));
    }

    @GetMapping(path = "/{jobId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Requires(Role.VIEWER)
    SseEmitter events(
            Caller caller,
            @PathVariable UUID jobId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        JobRun run = runs.byId(jobId, caller.reach());
        return stream.open(run.id(), seq("Last-Event-ID", lastEventId));
    }

    @GetMapping("/{jobId}/log")
    @Requires(Role.VIEWER)
    ApiResponse<List<LogLine>> log(
            Caller caller,
            @PathVariable UUID jobId,
            Page page,
            @RequestParam(required = false) @Nullable String after) {
        JobRun run = runs.byId(jobId, caller.reach());
        List<LogLine> lines =
                runs
                        .events(run.id(), seq("after", after), Set.of(EventKind.STATE, EventKind.LOG), page.limit())
                        .stream()
                        .map(LogLine::of)
                        .toList();
        return ApiResponse.of("Job log fetched", lines)
                .with("limit", page.limit())
                .with(
                        "nextAfter",
                        lines.size() < page.limit()
                                ? null
                                : lines.get(lines.size() - 1).seq());
    }

    private JobRun writable(Caller caller, UUID jobId) {
        JobRun run = runs.byId(jobId, caller.sight());
        if (run.organizationId() != null && !caller.reach().covers(run.organizationId())) {
            throw new ForbiddenException("Your role in this organization does not allow this");
        }
        return run;
    }

    private JobView view(JobRun run) {
        return explain.view(run);
    }

    private static long seq(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return 0;
        }
        if (!text.strip().matches("[0-9]{1,18}")) {
            throw new InvalidInputException(name, "INVALID", name + " must be the number of an event");
        }
        return Long.parseLong(text.strip());
    }
}
