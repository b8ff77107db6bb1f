package dev.orgworks.domain.deletion;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How organizations end.
 *
 * @param keep how long a deleted one can be restored
 */
@ConfigurationProperties("orgworks.deletion")
record DeletionSettings(@DefaultValue("30d") Duration keep) {}
