package dev.orgworks.domain.idempotency;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of idempotency keys.
 *
 * @param retention how long an ordinary key stands for what was done under it; default 24 h
 * @param lease how long a call may take until it counts as crashed and another one with its key takes over; default 1 min
 */
@ConfigurationProperties("orgworks.idempotency")
record IdempotencySettings(
        @DefaultValue("24h") Duration retention,
        @DefaultValue("1m") Duration lease) {

    IdempotencySettings {
        if (retention.compareTo(Duration.ZERO) <= 0 || lease.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("orgworks.idempotency.retention and .lease must be longer than nothing");
        }
    }
}
