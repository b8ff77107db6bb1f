package dev.orgworks.api.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgworks.api.testing.Answer;
import dev.orgworks.api.testing.ApiTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HealthTest extends ApiTest {

    @Test
    void healthIsToldToEverybodyInTheContractsOwnShape() {
        Answer answer = nobody.get("/health").expect(200);

        assertThat(answer.json().propertyNames()).containsExactly("status", "timestamp", "service", "version");
        assertThat(answer.text("/status")).isEqualTo("ok");
        assertThat(answer.text("/service")).isEqualTo("organization-api");
        assertThat(Instant.parse(answer.text("/timestamp"))).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void healthIsToldToThoseWithABadTokenToo() {
        nobody.with("unknown").get("/health").expect(200);
    }

    @Test
    void metricsAreForAdministrators() {
        nobody.get("/actuator/metrics").refused(401);
        somebody("MANAGER", tenant()).get("/actuator/metrics").refused(403);
        admin.get("/actuator/metrics").expect(200);
        nobody.get("/actuator/health").expect(200);
    }
}
