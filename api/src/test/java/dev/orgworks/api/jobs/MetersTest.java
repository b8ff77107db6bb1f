package dev.orgworks.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.ApiTest;
import org.junit.jupiter.api.Test;

/** What Prometheus scrapes. */
class MetersTest extends ApiTest {

    private static final String ROSTER = "user_id,login_id,status\nA,ada,active\n";
    private static final String SIS = "{type=\"sisImport\"} ";

    @Test
    void runsAreCountedByTypeAndOutcomeAndTheirDurationIsMeasured() {
        double before = value("orgworks_jobs_runs_total{outcome=\"completed\",type=\"sisImport\"} ");

        imported(tenant(), ROSTER);

        eventually(() -> assertThat(value("orgworks_jobs_runs_total{outcome=\"completed\",type=\"sisImport\"} "))
                .isGreaterThan(before));
        assertThat(value("orgworks_jobs_duration_seconds_count{outcome=\"completed\",type=\"sisImport\"} "))
                .isPositive();
        assertThat(value("orgworks_jobs_duration_seconds_sum{outcome=\"completed\",type=\"sisImport\"} "))
                .isPositive();
    }

    @Test
    void theQueueIsMeasuredByType() {
        String[] id = new String[1];
        whileNoJobStarts(() -> {
            id[0] = upload(admin, tenant(), ROSTER).text("/data/job/id");

            eventually(() -> {
                assertThat(value("orgworks_jobs_queued" + SIS)).isPositive();
                assertThat(value("orgworks_jobs_oldest_seconds" + SIS)).isPositive();
            });
        });
        finished(id[0]);

        eventually(() -> assertThat(value("orgworks_jobs_queued" + SIS)).isZero());
        assertThat(scrape())
                .contains("orgworks_jobs_running" + SIS)
                .contains("orgworks_jobs_rows_per_second" + SIS)
                .contains("orgworks_jobs_queued_late" + SIS)
                .contains("orgworks_jobs_queued{type=\"housekeeping\"} ");
    }

    @Test
    void noMeterNamesAnOrganization() {
        imported(tenant(), ROSTER);

        assertThat(scrape().lines().filter(line -> line.startsWith("orgworks_")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("organization=") || line.contains("organization_id="));
    }

    @Test
    void onlyPlatformAdministratorsScrape() {
        nobody.get("/actuator/prometheus").refused(401);
        somebody("MANAGER", tenant()).get("/actuator/prometheus").refused(403);
        somebody("ADMIN", tenant()).get("/actuator/prometheus").refused(403);
        somebody("ADMIN", tenant()).get("/actuator/metrics").refused(403);
        admin.get("/actuator/prometheus").expect(200);
    }

    private String scrape() {
        return admin.get("/actuator/prometheus").expect(200).body();
    }

    /** A meter's value; 0 while nobody has counted. */
    private double value(String meter) {
        return scrape().lines()
                .filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length())))
                .findFirst()
                .orElse(0);
    }
}
