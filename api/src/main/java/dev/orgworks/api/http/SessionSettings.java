package dev.orgworks.api.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sessions of browsers.
 *
 * @param idle after how long without a request a session ends
 * @param longest after how long it ends in any case
 */
@ConfigurationProperties("orgworks.session")
record SessionSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("12h") Duration longest) {}
