package dev.orgworks.api.health;

import dev.orgworks.api.http.Open;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}, as the support contract has it: the one route without an envelope. */
@RestController
class HealthController {

    private static final String VERSION = "1.0.0";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    HealthController(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a load balancer and a person want to know. */
    record Health(String status, Instant timestamp, String service, String version) {}

    @Open
    @GetMapping("/health")
    Health health() {
        jdbc.sql("select 1").query(Integer.class).single();
        return new Health("ok", clock.instant(), "organization-api", VERSION);
    }
}
