package dev.orgworks.domain.reports;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the summary.
 *
 * @param every how often an organization is counted anew in which something changes all the time; default 5 minutes
 */
@ConfigurationProperties("orgworks.reports.summary")
record SummarySettings(@DefaultValue("5m") Duration every) {}
