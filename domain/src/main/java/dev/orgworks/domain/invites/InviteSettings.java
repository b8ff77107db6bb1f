package dev.orgworks.domain.invites;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of invites.
 *
 * @param expiry how long one is open unless somebody says otherwise; default 7 days
 * @param pause how long after a letter the next one to the same address waits; default 10 minutes
 * @param letters how many letters there are of one invite at most; default 10
 * @param keep how long one is kept that has ended; default 365 days
 */
@ConfigurationProperties("orgworks.invites")
record InviteSettings(
        @DefaultValue("7d") Duration expiry,
        @DefaultValue("10m") Duration pause,
        @DefaultValue("10") int letters,
        @DefaultValue("365d") Duration keep) {

    /** The shortest and the longest time that an invite may be open. */
    static final Duration SHORTEST = Duration.ofHours(1);

    static final Duration LONGEST = Duration.ofDays(30);

    InviteSettings {
        if (expiry.compareTo(SHORTEST) < 0 || expiry.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("orgworks.invites.expiry must be from 1 hour to 30 days");
        }
        if (pause.isNegative() || letters < 1 || keep.isNegative()) {
            throw new IllegalArgumentException(
                    "orgworks.invites.pause and .keep must not be negative, .letters at least 1");
        }
    }
}
