package dev.orgworks.domain.jobs;

import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.jobs.PassedOver.Reason;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says of the schedules of a type, for which instants of the last 24 hours nothing is to be enqueued, and why. */
@Component
public class FindPassedOver {

    private static final Duration LATELY = Duration.ofHours(24);
    private static final String DELETED = """
            exists (select 1 from organization o where o.id = s.organization_id and o.deleted_at is not null)
            """;

    private final JdbcClient jdbc;
    private final FindSchedules schedules;
    private final InstantSource clock;

    FindPassedOver(JdbcClient jdbc, FindSchedules schedules, InstantSource clock) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * Those that have a run of their last instant already; first those whose run has not ended.
     *
     * @param own runs that the caller has just enqueued himself; they are left out
     */
    public List<PassedOver> enqueued(String type, Set<UUID> own) {
        Instant now = clock.instant();
        List<PassedOver> found = new ArrayList<>();
        jdbc.sql("""
                        select s.id, s.name, s.organization_id, l.scheduled_for, r.id as run_id, r.state
                        from job_schedule s
                        join job_schedule_run l on l.schedule_id = s.id and l.scheduled_for = s.last_at
                        join job_run r on r.id = l.run_id
                        where s.type = :type and s.last_at > :since
                        order by r.state in ('QUEUED', 'RUNNING', 'CANCELLING') desc, s.last_at desc, s.id
                        """)
                .param("type", type)
                .param("since", Timestamp.from(now.minus(LATELY)))
                .query(rs -> {
                    UUID run = BinaryUuid.of(rs.getBytes("run_id"));
                    if (!own.contains(run)) {
                        RunState state = RunState.valueOf(rs.getString("state"));
                        found.add(new PassedOver(
                                BinaryUuid.of(rs.getBytes("id")),
                                rs.getString("name"),
                                rs.getObject("organization_id", Long.class),
                                rs.getTimestamp("scheduled_for").toInstant(),
                                Reason.ALREADY_ENQUEUED,
                                "It was enqueued before; the job is " + state,
                                run,
                                state));
                    }
                });
        return found;
    }

    /** Those that are paused and were due meanwhile. */
    public List<PassedOver> paused(String type) {
        Instant now = clock.instant();
        return listed(
                "s.type = :type and s.paused_at is not null and not " + DELETED,
                type,
                schedule -> {
                    Schedule.Pause pause = Objects.requireNonNull(schedule.pause());
                    Instant since = now.minus(LATELY);
                    return schedule.nextRuns()
                            .last(pause.at().isAfter(since) ? pause.at() : since, now)
                            .map(NextRun::at)
                            .orElse(null);
                },
                Reason.PAUSED,
                schedule -> {
                    Schedule.Pause pause = Objects.requireNonNull(schedule.pause());
                    return "Paused by " + pause.by() + (pause.resumeAt() == null ? "" : " until " + pause.resumeAt())
                            + ": " + pause.reason();
                });
    }

    /** Those that are due, of organizations that are deleted. */
    public List<PassedOver> deleted(String type) {
        return listed(
                due() + " and " + DELETED,
                type,
                Schedule::nextAt,
                Reason.ORGANIZATION_DELETED,
                schedule -> "Its organization is deleted");
    }

    /** Those that are still due: somebody else has them in his hands. */
    public List<PassedOver> beingEnqueued(String type) {
        return listed(
                due() + " and not " + DELETED,
                type,
                Schedule::nextAt,
                Reason.BEING_ENQUEUED,
                schedule -> "The scheduler or another call enqueues it at this moment");
    }

    private static String due() {
        return "s.type = :type and s.next_at <= :now";
    }

    private List<PassedOver> listed(
            String which,
            String type,
            Function<Schedule, @Nullable Instant> at,
            Reason reason,
            Function<Schedule, String> message) {
        List<PassedOver> found = new ArrayList<>();
        for (Schedule schedule : schedules.where(which, type, clock.instant())) {
            Instant scheduledFor = at.apply(schedule);
            if (scheduledFor != null) {
                found.add(PassedOver.of(schedule, scheduledFor, reason, message.apply(schedule)));
            }
        }
        return found;
    }
}
