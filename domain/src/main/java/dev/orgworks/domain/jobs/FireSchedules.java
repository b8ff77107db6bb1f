package dev.orgworks.domain.jobs;

import dev.orgworks.domain.audit.Actor;
import dev.orgworks.domain.database.BinaryUuid;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enqueues the runs of schedules that are due and moves these on to their next instants, in one transaction. Others may do
 * the same at the same time: a schedule is claimed by one of them, and an instant fired twice is still one run.
 */
@Component
public class FireSchedules {

    private static final int SCHEDULES_AT_ONCE = 1_000;
    private static final int RUNS_AT_ONCE = 2_000;
    private final NamedParameterJdbcOperations jdbc;
    private final FindSchedules schedules;
    private final SchedulableJobs jobs;
    private final EnqueueRuns enqueue;
    private final InstantSource clock;

    FireSchedules(
            NamedParameterJdbcOperations jdbc,
            FindSchedules schedules,
            SchedulableJobs jobs,
            EnqueueRuns enqueue,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.jobs = jobs;
        this.enqueue = enqueue;
        this.clock = clock;
    }

    /** An instant of a schedule that is to become a run. */
    private record Due(Schedule schedule, Instant at) {}

    /** A run that was enqueued, of which instant of which schedule. */
    public record FiredRun(Schedule schedule, Instant scheduledFor, UUID run) {}

    /**
     * What one transaction did.
     *
     * @param runs those that it enqueued
     * @param passedOver instants that it enqueued nothing for; one for each schedule at most
     * @param more whether there may be more that is due, since this was as much as goes into one transaction
     */
    public record Fired(List<FiredRun> runs, List<PassedOver> passedOver, boolean more) {

        private static final Fired NOTHING = new Fired(List.of(), List.of(), false);
    }

    /**
     * Fires what is due.
     *
     * @param actor who does it
     * @param type only schedules of this type; null: all
     */
    @Transactional
    public Fired fire(Actor actor, @Nullable String type) {
        Instant now = clock.instant();
        List<Schedule> claimed = claim(now, type);
        if (claimed.isEmpty()) {
            return Fired.NOTHING;
        }
        Map<String, Integer> unfinished = unfinished(claimed);
        List<Schedule> fired = new ArrayList<>();
        List<Due> due = new ArrayList<>();
        List<PassedOver> passedOver = new ArrayList<>();
        for (Schedule schedule : claimed) {
            if (due.size() < RUNS_AT_ONCE) {
                CatchUp.Choice choice = schedule.catchUp()
                        .choose(
                                schedule.nextRuns(),
                                Objects.requireNonNull(schedule.nextAt()),
                                now,
                                unfinished.getOrDefault(exclusiveKey(schedule), 0));
                choice.due().forEach(at -> due.add(new Due(schedule, at)));
                passedOver(schedule, choice).ifPresent(passedOver::add);
                fired.add(schedule);
            }
        }
        List<FiredRun> runs = link(
                due,
                enqueue.enqueue(
                        actor,
                        due.stream()
                                .map(run -> jobs.request(run.schedule(), run.at()))
                                .toList()));
        moveOn(fired, due, now);
        return new Fired(runs, passedOver, claimed.size() == SCHEDULES_AT_ONCE || fired.size() < claimed.size());
    }

    private static Optional<PassedOver> passedOver(Schedule schedule, CatchUp.Choice choice) {
        if (choice.noRoom() != null) {
            return Optional.of(PassedOver.of(
                    schedule,
                    choice.noRoom(),
                    PassedOver.Reason.PREVIOUS_STILL_RUNNING,
                    "Runs of a schedule never overlap, and earlier ones still run or wait"));
        }
        return Optional.ofNullable(choice.missed())
                .map(missed -> PassedOver.of(
                        schedule,
                        missed,
                        PassedOver.Reason.MISSED,
                        "It passed while nobody fired it, and catchUp " + schedule.catchUp()
                                + " does not make up for it"));
    }

    /** Always along the same index: two who claim along different ones wait for each other's entries. */
    private List<Schedule> claim(Instant now, @Nullable String type) {
        Map<String, Object> params = new HashMap<>(Map.of("now", Timestamp.from(now), "limit", SCHEDULES_AT_ONCE));
        if (type != null) {
            params.put("type", type);
        }
        List<UUID> ids = jdbc.query(
                """
                select id from job_schedule s force index (job_schedule_due)
                where next_at <= :now %s
                  and not exists (select 1 from organization o where o.id = s.organization_id and o.deleted_at is not null)
                order by next_at, id limit :limit for update skip locked
                """.formatted(type == null ? "" : "and type = :type"),
                params,
                (rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")));
        return ids.isEmpty() ? List.of() : schedules.byIds(ids);
    }

    private Map<String, Integer> unfinished(List<Schedule> claimed) {
        Map<String, Integer> unfinished = new HashMap<>();
        jdbc.query("""
                select exclusive_key, count(*) as runs from job_run
                where exclusive_key in (:keys) and state in ('QUEUED', 'RUNNING', 'CANCELLING') group by exclusive_key
                """, Map.of("keys", claimed.stream().map(this::exclusiveKey).toList()), rs -> {
            unfinished.put(rs.getString("exclusive_key"), rs.getInt("runs"));
        });
        return unfinished;
    }

    private String exclusiveKey(Schedule schedule) {
        return String.valueOf(jobs.request(schedule, null).exclusiveKey());
    }

    private List<FiredRun> link(List<Due> due, List<EnqueueRuns.Enqueued> runs) {
        jdbc.batchUpdate(
                """
                insert into job_schedule_run (run_id, schedule_id, scheduled_for) values (:run, :schedule, :at)
                """,
                runs.stream()
                        .map(run -> {
                            Due instant = due.get(run.request());
                            return new MapSqlParameterSource()
                                    .addValue("run", BinaryUuid.bytes(run.run()))
                                    .addValue(
                                            "schedule",
                                            BinaryUuid.bytes(instant.schedule().id()))
                                    .addValue("at", Timestamp.from(instant.at()));
                        })
                        .toArray(SqlParameterSource[]::new));
        return runs.stream()
                .map(run -> {
                    Due instant = due.get(run.request());
                    return new FiredRun(instant.schedule(), instant.at(), run.run());
                })
                .toList();
    }

    private void moveOn(List<Schedule> fired, List<Due> due, Instant now) {
        Map<UUID, Instant> last = new HashMap<>();
        due.forEach(instant -> last.put(instant.schedule().id(), instant.at()));
        jdbc.batchUpdate(
                """
                update job_schedule set next_at = :next, last_at = coalesce(:last, last_at), computed_zone = :zone
                where id = :id
                """,
                fired.stream()
                        .map(schedule -> {
                            Optional<Instant> next =
                                    schedule.nextRuns().after(now).map(NextRun::at);
                            Instant newest = last.get(schedule.id());
                            return new MapSqlParameterSource()
                                    .addValue("next", next.map(Timestamp::from).orElse(null))
                                    .addValue("last", newest == null ? null : Timestamp.from(newest))
                                    .addValue("zone", schedule.zone().getId())
                                    .addValue("id", BinaryUuid.bytes(schedule.id()));
                        })
                        .toArray(SqlParameterSource[]::new));
    }
}
