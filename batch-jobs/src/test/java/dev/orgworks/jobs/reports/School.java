package dev.orgworks.jobs.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.domain.activity.ActivityKind;
import dev.orgworks.domain.activity.TakeActivity;
import dev.orgworks.domain.activity.TakeActivity.Taken;
import dev.orgworks.domain.activity.ToldActivity;
import dev.orgworks.domain.activity.ToldActivity.Whom;
import dev.orgworks.domain.database.BinaryUuid;
import dev.orgworks.domain.learners.LearnerIds;
import dev.orgworks.domain.organizations.CreateOrganization;
import dev.orgworks.domain.organizations.OrganizationDraft;
import dev.orgworks.domain.reports.EnqueueSummary;
import dev.orgworks.domain.reports.FindSummary;
import dev.orgworks.domain.reports.FindSummaryLearners;
import dev.orgworks.jobs.Worker;
import dev.orgworks.jobs.engine.LaunchRun.Ending;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes organizations whose learners do something, and rolls them up. */
@Component
class School {

    private static final int LEARNERS = 40;
    private static final int BATCH = 5_000;
    private static final List<ActivityKind> KINDS = List.of(ActivityKind.values());

    private final CreateOrganization organizations;
    private final LearnerIds ids;
    private final JdbcClient jdbc;
    private final Worker worker;
    private final Acts acts;

    /** What the product does. */
    @Component
    record Acts(TakeActivity take, EnqueueSummary enqueue, FindSummary find, FindSummaryLearners learners) {}

    School(CreateOrganization organizations, LearnerIds ids, JdbcClient jdbc, Worker worker, Acts acts) {
        this.organizations = organizations;
        this.ids = ids;
        this.jdbc = jdbc;
        this.worker = worker;
        this.acts = acts;
    }

    /** An organization and all that was told of it. */
    final class Tenant {

        final long id;
        ZoneId zone;
        final List<Long> learners = new ArrayList<>();
        final List<ToldActivity> told = new ArrayList<>();

        private Tenant(String zone, Instant joined) {
            id = organizations
                    .create(Worker.SOMEBODY, null, OrganizationDraft.named("School " + BinaryUuid.next()))
                    .id();
            this.zone = ZoneId.of(zone);
            movesTo(zone);
            for (int i = 0; i < LEARNERS; i++) {
                learners.add(learner("L" + i, joined));
            }
        }

        void movesTo(String other) {
            zone = ZoneId.of(other);
            jdbc.sql("update organization set time_zone = :zone where id = :id")
                    .param("zone", other)
                    .param("id", id)
                    .update();
        }

        long learner(String externalId, Instant joined) {
            long learner = ids.next();
            jdbc.sql("""
                            insert into learner (id, organization_id, external_key, external_id, login, status,
                                                 created_at, updated_at)
                            values (:id, :organization, :key, :key, :key, 'ACTIVE', :joined, :joined)
                            """)
                    .param("id", learner)
                    .param("organization", id)
                    .param("key", externalId)
                    .param("joined", Timestamp.from(joined))
                    .update();
            return learner;
        }

        /** Events between two instants, many of them near its midnights. */
        List<ToldActivity> events(Random random, Instant from, Instant to, int count) {
            List<ToldActivity> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                events.add(event(random, instant(random, from, to)));
            }
            return events;
        }

        ToldActivity event(Random random, Instant at) {
            ActivityKind kind = KINDS.get(random.nextInt(KINDS.size()));
            BigDecimal value = switch (kind) {
                case LOGIN, LESSON_STARTED -> null;
                case LESSON_COMPLETED -> random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(9_000), 2);
                case QUIZ, PROGRESS -> BigDecimal.valueOf(random.nextInt(10_001), 2);
            };
            return new ToldActivity(
                    UUID.randomUUID().toString(),
                    new Whom(learners.get(random.nextInt(learners.size())), null),
                    kind,
                    kind.isOfCourse() ? "Course " + random.nextInt(3) : null,
                    value,
                    at);
        }

        private Instant instant(Random random, Instant from, Instant to) {
            long seconds = Duration.between(from, to).toSeconds();
            Instant any = from.plusSeconds(Math.floorMod(random.nextLong(), seconds));
            Instant midnight = any.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            if (random.nextInt(3) == 0 && midnight.isAfter(from)) {
                return midnight.plusNanos((random.nextInt(3) - 1) * 1_000L);
            }
            return any.plusNanos(random.nextInt(1_000_000) * 1_000L);
        }

        Taken tells(List<ToldActivity> events) {
            Taken last = new Taken(0, 0, new TreeMap<>());
            for (int from = 0; from < events.size(); from += BATCH) {
                SortedMap<Integer, ToldActivity> batch = new TreeMap<>();
                for (ToldActivity event : events.subList(from, Math.min(events.size(), from + BATCH))) {
                    batch.put(batch.size(), event);
                }
                last = acts.take().take(Worker.SOMEBODY, id, batch);
                assertThat(last.refused()).isEmpty();
            }
            return last;
        }

        /** New ones; all of them come in. */
        void does(List<ToldActivity> events) {
            tells(events);
            told.addAll(events);
        }

        UUID enqueue() {
            return acts.enqueue().enqueue(Worker.SOMEBODY, id);
        }

        /** Carries out all that waits, and then a run of the whole. */
        void rollUp() {
            enqueue();
            for (UUID run : queued()) {
                var attempt = worker.execute(run);
                assertThat(attempt.failure()).isNull();
                assertThat(attempt.ending()).isEqualTo(Ending.COMPLETED);
            }
        }

        /** The runs that wait, in their order. */
        List<UUID> queued() {
            return jdbc.sql("select id from job_run where organization_id = :id and state = 'QUEUED' order by id")
                    .param("id", id)
                    .query((rs, rowNumber) -> BinaryUuid.of(rs.getBytes("id")))
                    .list();
        }

        Acts acts() {
            return acts;
        }
    }

    /** One in a zone, whose learners joined long ago. */
    Tenant tenant(String zone) {
        return tenant(zone, Instant.parse("2024-01-10T12:00:00Z"));
    }

    Tenant tenant(String zone, Instant joined) {
        return new Tenant(zone, joined);
    }
}
