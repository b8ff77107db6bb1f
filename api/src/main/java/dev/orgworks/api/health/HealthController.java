package dev.orgworks.api.health;

import dev.orgworks.api.http.Open;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}, as the support contract has it: the one route without an envelope. */
@RestController
class HealthController {

    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);
    private static final String SERVICE = "organization-api";
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
    ResponseEntity<Health> health() {
        return reachesDatabase()
                ? ResponseEntity.ok(new Health("ok", clock.instant(), SERVICE, VERSION))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(new Health("unavailable", clock.instant(), SERVICE, VERSION));
    }

    private boolean reachesDatabase() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            LOG.warn("The database is out of reach, so this node says that it is unavailable: {}", e.getMessage());
            return false;
        }
    }
}
