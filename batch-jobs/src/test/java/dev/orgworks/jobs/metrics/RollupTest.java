package dev.orgworks.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.jobs.JobsTest;
import dev.orgworks.jobs.metrics.Fact.Conversation;
import dev.orgworks.jobs.metrics.Fact.Ticket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Figures against those that the facts give one by one, where days are long, short or missing. */
@JobsTest
class RollupTest {

    private final Desk desk;
    private final Rollups rollups;
    private final Today today;

    @Autowired
    RollupTest(Desk desk, Rollups rollups, Today today) {
        this.desk = desk;
        this.rollups = rollups;
        this.today = today;
    }

    @AfterEach
    void theClockGoesOn() {
        today.goesOn();
    }

    @ParameterizedTest(name = "{0} until {2}")
    @CsvSource({
        "America/New_York, 2025-10-20T00:00:00Z, 2026-03-20T15:00:00Z",
        "Europe/Berlin,    2025-03-01T00:00:00Z, 2025-11-10T23:30:00Z",
        "Asia/Kathmandu,   2024-12-20T00:00:00Z, 2025-02-10T18:14:59Z",
        "Pacific/Apia,     2011-11-15T00:00:00Z, 2012-02-03T11:00:00Z",
        "UTC,              2024-02-20T00:00:00Z, 2024-03-05T12:00:00Z",
        "America/Havana,   2025-02-20T00:00:00Z, 2025-04-05T12:00:00Z"
    })
    void every_figure_is_that_of_its_facts(String zone, Instant from, Instant now) {
        Desk.Tenant tenant = desk.tenant(zone);
        tenant.generate(new Random(7), from, now, 600, 200);
        today.is(now);

        rollups.run(tenant);

        rollups.hold(tenant);
    }

    @Test
    void without_facts_there_are_no_figures() {
        Desk.Tenant tenant = desk.tenant("UTC");

        assertThat(rollups.run(tenant)).isZero();

        rollups.hold(tenant);
    }

    @Test
    void facts_that_come_change_or_go_later_open_their_days_again_and_nothing_else() {
        Desk.Tenant tenant = desk.tenant("America/New_York");
        Instant now = Instant.parse("2025-07-03T16:00:00Z");
        tenant.generate(new Random(11), Instant.parse("2025-01-05T00:00:00Z"), now, 500, 150);
        today.is(now);
        rollups.run(tenant);
        var random = new Random(12);

        tenant.adds(tenant.conversation(random, Instant.parse("2025-02-14T04:59:59.999999Z")));
        tenant.adds(tenant.ticket(random, Instant.parse("2025-03-09T06:59:59Z")));
        Conversation open = tenant.some(Conversation.class, c -> c.ended() == null && before(c.opened(), "2025-04-01"));
        tenant.corrects(open.endedAt(Instant.parse("2025-05-20T12:00:00Z")));
        Conversation ended =
                tenant.some(Conversation.class, c -> c.ended() != null && before(c.opened(), "2025-05-01"));
        tenant.corrects(ended.endedAt(null));
        Conversation moved = tenant.some(Conversation.class, c -> before(c.opened(), "2025-06-01"));
        tenant.corrects(moved.openedAt(moved.opened().minus(Duration.ofDays(40))));
        tenant.corrects(tenant.some(Conversation.class, c -> c.representative() != null && c.rating() == null)
                .rated(new BigDecimal("1.00")));
        tenant.corrects(
                tenant.some(Ticket.class, t -> t.resolved() == null).resolvedAt(Instant.parse("2025-06-30T23:00:00Z")));
        tenant.corrects(tenant.some(Ticket.class, t -> before(t.resolved(), "2025-03-01"))
                .resolvedAt(null));
        tenant.deletes(tenant.some(Conversation.class, c -> c.escalated()));
        tenant.deletes(tenant.some(Ticket.class, t -> t.score() != null));
        int days = rollups.run(tenant);

        rollups.hold(tenant);
        assertThat(days).isBetween(10, 20);
    }

    @Test
    void with_its_first_and_last_facts_the_calendar_grows_and_shrinks() {
        Desk.Tenant tenant = desk.tenant("Europe/Berlin");
        Instant now = Instant.parse("2025-07-03T16:00:00Z");
        tenant.generate(new Random(13), Instant.parse("2025-05-05T00:00:00Z"), now, 20, 5);
        today.is(now);
        rollups.run(tenant);
        Conversation first = tenant.conversation(new Random(14), Instant.parse("2024-12-30T10:00:00Z"));

        tenant.adds(first);
        rollups.run(tenant);
        rollups.hold(tenant);

        tenant.deletes(first);
        rollups.run(tenant);
        rollups.hold(tenant);

        List.copyOf(tenant.facts.values()).forEach(tenant::deletes);
        rollups.run(tenant);
        rollups.hold(tenant);
        assertThat(rollups.everything(tenant).values())
                .allSatisfy(rows -> assertThat(rows).isEmpty());
    }

    @Test
    void day_after_day_only_what_is_new_is_read() {
        Desk.Tenant tenant = desk.tenant("Pacific/Apia");
        Instant start = Instant.parse("2011-11-20T00:00:00Z");
        tenant.generate(new Random(15), start, Instant.parse("2012-02-01T00:00:00Z"), 300, 100);

        for (Instant now = Instant.parse("2011-12-26T10:30:00Z");
                now.isBefore(Instant.parse("2012-01-05T00:00:00Z"));
                now = now.plus(Duration.ofHours(19))) {
            today.is(now);
            int days = rollups.run(tenant);
            rollups.hold(tenant);
            assertThat(now.isAfter(Instant.parse("2011-12-27T12:00:00Z")) && days > 25)
                    .isFalse();
        }
    }

    @Test
    void an_organization_that_moves_has_other_days_from_then_on() {
        Desk.Tenant tenant = desk.tenant("Pacific/Kiritimati");
        Instant now = Instant.parse("2025-04-10T11:00:00Z");
        tenant.generate(new Random(16), Instant.parse("2025-02-20T00:00:00Z"), now, 300, 100);
        today.is(now);
        rollups.run(tenant);

        for (String zone : List.of("America/Los_Angeles", "Asia/Kathmandu")) {
            tenant.movesTo(ZoneId.of(zone));
            rollups.run(tenant);
            rollups.hold(tenant);
        }
    }

    @Test
    void whatever_is_computed_again_gives_the_same_bytes() {
        Desk.Tenant tenant = desk.tenant("Asia/Kathmandu");
        Instant now = Instant.parse("2025-04-10T11:00:00Z");
        tenant.generate(new Random(17), Instant.parse("2025-01-20T00:00:00Z"), now, 400, 100);
        today.is(now);
        rollups.run(tenant);
        Map<String, List<String>> once = rollups.everything(tenant);

        rollups.run(tenant);
        assertThat(rollups.everything(tenant)).isEqualTo(once);

        rollups.forget(tenant);
        assertThat(rollups.run(tenant)).isEqualTo(82);
        assertThat(rollups.everything(tenant)).isEqualTo(once);

        rollups.lose(tenant);
        rollups.run(tenant);
        assertThat(rollups.everything(tenant)).isEqualTo(once);
    }

    private static boolean before(@Nullable Instant instant, String day) {
        return instant != null && instant.isBefore(Instant.parse(day + "T00:00:00Z"));
    }
}
