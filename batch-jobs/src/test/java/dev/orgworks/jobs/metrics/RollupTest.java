package dev.orgworks.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.jobs.JobsTest;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
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

        assertThat(rollups.run(tenant)).isEqualTo(Map.of());

        rollups.hold(tenant);
    }
}
