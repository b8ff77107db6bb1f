package dev.orgworks.domain.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of webhooks.
 *
 * @param allowInsecure {@code ORGWORKS_WEBHOOKS_ALLOW_INSECURE}: whether endpoints may be without https and at addresses that are
 *     not public, such as on one's own machine; default false
 * @param timeout how long an endpoint may take to answer; default 15 s
 * @param atOnce how many deliveries a node sends at once; default 32
 * @param lease after how long a node that took a delivery counts as crashed; longer than the timeout; default 2 min
 * @param disableAfter how long an endpoint may do nothing but fail; default 5 days
 * @param keep how long events and what became of them are kept; default 30 days
 */
@ConfigurationProperties("orgworks.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean allowInsecure,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("32") int atOnce,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("5d") Duration disableAfter,
        @DefaultValue("30d") Duration keep) {

    WebhookSettings {
        if (atOnce < 1 || timeout.isNegative() || timeout.isZero() || lease.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException(
                    "orgworks.webhooks.at-once and .timeout must be more than nothing, and .lease more than .timeout");
        }
    }
}
